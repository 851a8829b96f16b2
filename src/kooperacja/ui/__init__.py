"""The face: base page, components, form renderer, compiled styles and scripts."""
