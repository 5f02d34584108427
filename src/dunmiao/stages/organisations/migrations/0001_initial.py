import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(db_index=True, max_length=120, unique=True)),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('short_name', models.CharField(max_length=30, verbose_name='short name')),
                ('kind', models.CharField(max_length=30, verbose_name='kind')),
                ('system', models.CharField(blank=True, max_length=30, verbose_name='system')),
                ('sequence', models.PositiveIntegerField(default=9999, verbose_name='official order')),
                ('headcount', models.PositiveIntegerField(default=0, verbose_name='staff')),
                ('features', models.JSONField(default=list)),
                ('area_code', models.CharField(blank=True, max_length=12, verbose_name='administrative division code')),
                ('is_active', models.BooleanField(default=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organisations.organisation', verbose_name='parent unit')),
            ],
            options={
                'ordering': ['sequence', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='what happened')),
                ('page', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(default='received', max_length=20)),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
                ('answered_on', models.DateField(null=True)),
                ('received_on', models.DateField()),
                ('is_named', models.BooleanField(default=True, verbose_name='show my name to the handler')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='organisations.organisation', verbose_name='unit concerned')),
                ('handled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='to_handle', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-received_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('acts', models.JSONField(default=list, verbose_name='delegated acts')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('ended_on', models.DateField(null=True)),
                ('delegate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='borrowed', to=settings.AUTH_USER_MODEL, verbose_name='delegate')),
                ('grantor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lent', to=settings.AUTH_USER_MODEL, verbose_name='delegating person')),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='delegation_in_order'), models.CheckConstraint(condition=models.Q(('grantor', models.F('delegate')), _negated=True), name='delegate_other')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('organiser', 'Organisation department'), ('organiser_lead', 'Head of the organisation department'), ('authority', 'Human resources authority'), ('inspector', 'Inspector'), ('leader', 'Leader'), ('sender', 'Sending unit'), ('receiver', 'Receiving unit'), ('village', 'Village'), ('handler', 'Handling department'), ('system_admin', 'System administrator'), ('security_admin', 'Security administrator'), ('audit_admin', 'Audit administrator')], max_length=30, verbose_name='role')),
                ('kind', models.CharField(blank=True, max_length=30, verbose_name='personnel kind')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('basis', models.CharField(blank=True, max_length=120, verbose_name='basis')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='organisations.organisation', verbose_name='unit')),
            ],
            options={
                'ordering': ['starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='grant_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('first_responsible', 'First responsible person'), ('leader_in_charge', 'Leader in charge'), ('clerk', 'Liaison clerk')], max_length=30, verbose_name='responsibility')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('title', models.CharField(max_length=80, verbose_name='post held')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='office phone')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='organisations.organisation', verbose_name='unit')),
            ],
            options={
                'ordering': ['organisation__sequence', 'kind', '-starts_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='contact_in_order'), models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('organisation', 'kind'), name='one_live_contact')],
            },
        ),
        migrations.CreateModel(
            name='Routed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=500, verbose_name='question')),
                ('asked_on', models.DateField()),
                ('due_on', models.DateField(verbose_name='answer by')),
                ('words', models.CharField(blank=True, max_length=1000, verbose_name="the unit's words")),
                ('said_on', models.DateField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='routed', to='organisations.complaint')),
                ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='unit asked')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('asked_on'))), name='routed_in_order')],
            },
        ),
    ]
