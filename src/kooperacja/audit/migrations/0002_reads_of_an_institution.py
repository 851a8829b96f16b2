from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="read",
            index=models.Index(fields=["institution_id", "at"], name="read_by_institution"),
        ),
    ]
