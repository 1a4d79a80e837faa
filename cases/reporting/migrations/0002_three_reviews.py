from django.db import migrations

REVIEWS = [("UnitReviewTask", "成员单位审核"), ("EditorReviewTask", "信用办审核"), ("LegalReviewTask", "法制与隐私审核")]


def make_reviews(apps, schema_editor):
    """The three reviews and the workflow they are made in."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name="三审")
    steps = apps.get_model("wagtailcore", "WorkflowTask").objects
    for order, (model, name) in enumerate(REVIEWS):
        content_type, _made = content_types.get_or_create(app_label="reporting", model=model.lower())
        task = apps.get_model("reporting", model).objects.create(name=name, content_type=content_type)
        steps.create(workflow=workflow, task_id=task.pk, sort_order=order)


class Migration(migrations.Migration):
    """Makes the workflow; what was decided in it stays when the app is taken back."""

    dependencies = [
        ("reporting", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(make_reviews, migrations.RunPython.noop)]
