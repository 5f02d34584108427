import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('placement', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appraisal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('due_on', models.DateField()),
                ('state', models.CharField(default='open', max_length=20)),
                ('summarised_on', models.DateField(null=True)),
                ('self_summary', models.TextField(blank=True, max_length=2000, verbose_name='own summary')),
                ('grade', models.CharField(blank=True, max_length=30, verbose_name='grade')),
                ('told_on', models.DateField(null=True)),
                ('acknowledged_on', models.DateField(null=True)),
                ('approved_on', models.DateField(null=True)),
                ('frozen', models.JSONField(default=dict)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appraisals', to='placement.placement')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AppraisalObjection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='objection')),
                ('raised_on', models.DateField()),
                ('state', models.CharField(default='received', max_length=20)),
                ('finding', models.TextField(blank=True, max_length=2000, verbose_name='finding')),
                ('decided_on', models.DateField(null=True)),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objections', to='appraisal.appraisal')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['raised_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=20)),
                ('results', models.TextField(max_length=1500, verbose_name='work done and its result')),
                ('character', models.TextField(max_length=1500, verbose_name='integrity and ability')),
                ('deficiencies', models.TextField(max_length=1000, verbose_name='deficiencies')),
                ('grade', models.CharField(blank=True, max_length=30, verbose_name='grade proposed')),
                ('signed_by', models.CharField(max_length=60, verbose_name='signed by')),
                ('on', models.DateField()),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='appraisal.appraisal')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.PositiveSmallIntegerField()),
                ('voters', models.PositiveIntegerField(verbose_name='entitled to vote')),
                ('given_out', models.PositiveIntegerField(default=0, verbose_name='papers handed out')),
                ('returned', models.PositiveIntegerField(verbose_name='papers returned')),
                ('invalid', models.PositiveIntegerField(default=0, verbose_name='invalid papers')),
                ('counts', models.JSONField(default=dict)),
                ('on', models.DateField()),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='appraisal.appraisal')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['entry'],
            },
        ),
        migrations.CreateModel(
            name='AbilityRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(max_length=10)),
                ('ability', models.CharField(max_length=30)),
                ('rater', models.CharField(max_length=20)),
                ('level', models.PositiveSmallIntegerField()),
                ('fact', models.CharField(blank=True, max_length=300, verbose_name='fact behind it')),
                ('on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='placement.placement')),
            ],
            options={
                'ordering': ['ability', 'moment', 'rater'],
                'constraints': [models.UniqueConstraint(fields=('placement', 'moment', 'ability', 'rater'), name='one_rating')],
            },
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.UniqueConstraint(fields=('placement', 'kind'), name='one_appraisal'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(fields=('appraisal', 'role'), name='one_opinion'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('appraisal', 'entry'), name='one_tally'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('appraisal', 'by'), name='tally_by_two'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.CheckConstraint(condition=models.Q(('entry__in', (1, 2))), name='tally_entry'),
        ),
    ]
