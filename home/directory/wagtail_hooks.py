"""The tables of the plan in the admin's menu."""

from wagtail_modeladmin.options import modeladmin_register

from home.directory.admin import DirectoryGroup

modeladmin_register(DirectoryGroup)
