"""A browser in words that its owner knows it by."""

from django import template

register = template.Library()

# in this order: each later one also stands in the texts of earlier ones
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung", "Firefox": "Firefox", "Chrome": "Chrome"}
SYSTEMS = {"Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Mac OS": "Mac"}


@register.filter
def browser(user_agent: str) -> str:
    """Return `Chrome, Android` out of the long text by which a browser names itself."""
    name = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    name = name or ("Safari" if "Safari" in user_agent else "")
    system = next((system for mark, system in SYSTEMS.items() if mark in user_agent), "")
    system = system or ("Linux" if "Linux" in user_agent else "")
    return ", ".join(part for part in (name, system) if part) or "?"
