"""工作日历表：每一天一行，已编好工作日序号，供成批的 SQL 计算期限。"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class CalendarYear(models.Model):
    """One year: whether its arrangement is published, and where it was taken from."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    published = models.BooleanField("已公布", default=False)
    source = models.CharField("来源", max_length=200, blank=True)
    source_checked_on = models.DateField("来源核对日期", null=True, blank=True)
    loaded_at = models.DateTimeField("载入时间")

    class Meta:
        verbose_name = "日历年份"
        verbose_name_plural = "日历年份"
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(condition=Q(published=False) | ~Q(source=""), name="workdays_published_year_has_source"),
        ]


class CalendarDay(models.Model):
    """One day. `workday_no` counts the working days up to and including it, from the first day in the table.

    So "n working days after d" is the working day whose number is d's number + n, for a working day and for a holiday
    alike, and the number of working days in (a, b] is the difference of the two numbers. Numbers are set by
    `services`, for the whole table at once.
    """

    day = models.DateField("日期", primary_key=True)
    is_workday = models.BooleanField("工作日")
    workday_no = models.PositiveIntegerField("工作日序号")
    name = models.CharField("名称", max_length=20, blank=True)
    is_statutory_holiday = models.BooleanField("法定节假日", default=False)
    provisional = models.BooleanField("暂定", default=False)

    class Meta:
        verbose_name = "日历日"
        verbose_name_plural = "日历日"
        ordering = ["day"]
        indexes = [
            # Not unique: renumbering moves many rows in one statement, and PostgreSQL checks a unique index row by
            # row.
            models.Index(fields=["workday_no"], include=["day"], condition=Q(is_workday=True), name="workdays_day_by_number"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_workday=False) | Q(is_statutory_holiday=False), name="workdays_no_work_on_holiday"
            ),
            models.CheckConstraint(condition=Q(is_statutory_holiday=False) | ~Q(name=""), name="workdays_holiday_is_named"),
        ]


class CalendarVersion(models.Model):
    """The one row that says which calendar is in force; also the lock that lets one load run at a time.

    `digest` is computed from the days, so equal digests mean equal calendars: processes keep a calendar in memory
    under it.
    """

    only = models.BooleanField(primary_key=True, default=True)
    number = models.PositiveIntegerField("版次", default=0)
    digest = models.CharField("内容摘要", max_length=32, blank=True)

    class Meta:
        verbose_name = "日历版次"
        verbose_name_plural = "日历版次"
        constraints = [models.CheckConstraint(condition=Q(only=True), name="workdays_one_version_row")]

    @property
    def version(self) -> str:
        """Number and content in one word, as `Calendar.version` carries it."""
        return f"{self.number}-{self.digest[:12]}"


class CalendarSeries(models.Model):
    """The settled days as three arrays in the order of days, for SQL that counts by subscript: one row is read where a statement would otherwise
    add up eight thousand. Each ends where the published arrangement ends. Kept by `services` whenever days are numbered."""

    only = models.BooleanField(primary_key=True, default=True)
    first_day = models.DateField("第一天")
    numbers = ArrayField(models.PositiveIntegerField(), verbose_name="每一天的工作日序号")
    holidays = ArrayField(models.BooleanField(), verbose_name="每一天是否法定节假日")
    workdays = ArrayField(models.DateField(), verbose_name="第几个工作日是哪一天")

    class Meta:
        verbose_name = "日历数列"
        verbose_name_plural = "日历数列"
        constraints = [models.CheckConstraint(condition=Q(only=True), name="workdays_one_series_row")]
