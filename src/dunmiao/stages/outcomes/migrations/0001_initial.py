import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
        ('placement', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Disposition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='disposition')),
                ('basis', models.TextField(max_length=1000, verbose_name='basis')),
                ('state', models.CharField(default='proposed', max_length=20)),
                ('proposed_on', models.DateField()),
                ('deciding_body', models.CharField(blank=True, max_length=80, verbose_name='deciding body')),
                ('decided_on', models.DateField(null=True, verbose_name='decided on')),
                ('document_no', models.CharField(blank=True, max_length=60, verbose_name='document number')),
                ('to_post', models.CharField(blank=True, max_length=80, verbose_name='post afterwards')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='extended to')),
                ('carried_out_on', models.DateField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dispositions', to='placement.placement')),
                ('to_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='unit afterwards')),
            ],
            options={
                'ordering': ['-proposed_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_on', models.DateField()),
                ('catalogue', models.JSONField(default=list)),
                ('digest', models.CharField(max_length=64)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='placement.placement')),
            ],
            options={
                'ordering': ['-made_on', '-pk'],
            },
        ),
    ]
