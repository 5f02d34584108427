import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dunmiao.stages.common.sealed


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('initials', models.CharField(blank=True, db_index=True, max_length=30)),
                ('pinyin', models.CharField(blank=True, db_index=True, max_length=120)),
                ('stroke_key', models.CharField(blank=True, db_index=True, max_length=60)),
                ('sex', models.CharField(max_length=1, verbose_name='sex')),
                ('born_on', models.DateField(null=True, verbose_name='born')),
                ('is_birth_by_month', models.BooleanField(default=True)),
                ('ethnic', models.CharField(blank=True, max_length=2, verbose_name='ethnic group')),
                ('native_place', models.CharField(blank=True, max_length=60, verbose_name='native place')),
                ('native_code', models.CharField(blank=True, max_length=12)),
                ('birthplace', models.CharField(blank=True, max_length=60, verbose_name='birthplace')),
                ('political', models.CharField(blank=True, max_length=2, verbose_name='political status')),
                ('joined_party_on', models.DateField(blank=True, null=True, verbose_name='joined the party')),
                ('work_started_on', models.DateField(blank=True, null=True, verbose_name='started work')),
                ('recruited_on', models.DateField(blank=True, null=True, verbose_name='recruited on')),
                ('education', models.CharField(blank=True, max_length=2, verbose_name='education')),
                ('degree', models.CharField(blank=True, max_length=4, verbose_name='degree')),
                ('major', models.CharField(blank=True, max_length=60, verbose_name='major')),
                ('school', models.CharField(blank=True, max_length=80, verbose_name='school')),
                ('post_title', models.CharField(blank=True, max_length=80, verbose_name='post held')),
                ('post_since', models.DateField(blank=True, null=True, verbose_name='post held since')),
                ('rank', models.CharField(blank=True, max_length=20, verbose_name='rank')),
                ('rank_since', models.DateField(blank=True, null=True, verbose_name='rank held since')),
                ('kind', models.CharField(blank=True, max_length=30, verbose_name='personnel kind')),
                ('tags', models.JSONField(default=list)),
                ('resume', models.TextField(blank=True, verbose_name='résumé')),
                ('appraisals', models.JSONField(default=dict)),
                ('rewards', models.TextField(blank=True, verbose_name='rewards and punishments')),
                ('discipline_until', models.DateField(blank=True, null=True, verbose_name='discipline until')),
                ('probation_until', models.DateField(blank=True, null=True, verbose_name='probation until')),
                ('skills', models.JSONField(default=list)),
                ('id_number', dunmiao.stages.common.sealed.SealedTextField(blank=True, default='', verbose_name='ID number')),
                ('id_blind', models.CharField(max_length=64, null=True, unique=True)),
                ('phone', dunmiao.stages.common.sealed.SealedTextField(blank=True, default='', verbose_name='mobile phone')),
                ('health', dunmiao.stages.common.sealed.SealedTextField(blank=True, default='', verbose_name='health')),
                ('is_health_fit', models.BooleanField(null=True, verbose_name='declared fit')),
                ('photo', models.BinaryField(blank=True, null=True)),
                ('form_extra', models.JSONField(default=dict)),
                ('is_active', models.BooleanField(default=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staff', to='organisations.organisation', verbose_name='unit')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['unit__sequence', 'stroke_key', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FamilyMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(max_length=20, verbose_name='relation')),
                ('details', dunmiao.stages.common.sealed.SealedTextField(verbose_name='name, birth, political status, unit and post')),
                ('sequence', models.PositiveSmallIntegerField(default=0)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='family', to='people.person')),
            ],
            options={
                'ordering': ['person', 'sequence'],
            },
        ),
        migrations.CreateModel(
            name='Kinship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(max_length=30, verbose_name='relation')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='note')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation', verbose_name='unit where kin lead')),
                ('other', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='kinships_of', to='people.person', verbose_name='other person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kinships', to='people.person')),
            ],
            options={
                'ordering': ['person', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('other', None), ('organisation', None), _connector='XOR'), name='kin_of_one'), models.CheckConstraint(condition=models.Q(('other', None), models.Q(('other', models.F('person')), _negated=True), _connector='OR'), name='kin_of_another')],
            },
        ),
    ]
