"""页面标签: what a reader sees of dates, sums, states, filters and next steps."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.html import strip_tags

from supervision.web import tones
from supervision.workdays import Calendar, Period, Unit, explain

TODAY = date(2026, 11, 26)


@dataclass
class Due:
    """Like ``workdays.DueDate``."""

    day: date
    provisional: bool = False


@dataclass
class Left:
    """Like ``workdays.Remaining``."""

    workdays: int
    days: int
    overdue: bool
    text: str


@dataclass
class State:
    """Like ``workflow.State``."""

    value: str
    label: str
    explanation: str = ""
    tone: str = "neutral"


@dataclass
class Step:
    """Like ``workflow.Transition``."""

    action: str
    label: str
    primary: bool = False
    asks: str = ""


@dataclass
class Refusal:
    """Like ``workflow.Refusal``."""

    message: str
    article: str = ""


@dataclass
class Option:
    """Like ``workflow.Option``."""

    transition: Step
    refusal: Refusal | None = None

    @property
    def allowed(self) -> bool:
        return self.refusal is None


@dataclass
class Counted:
    """Like ``workdays.CountedDay``."""

    day: date
    number: int | None
    note: str = ""
    counted: bool = True


@dataclass
class Explanation:
    """Like ``workdays.Explanation``."""

    start: date
    due: Due
    days: list[Counted] = field(default_factory=list)
    sentence: str = ""


def draw(source: str, **context: Any) -> str:
    return Template("{% load web %}" + source).render(Context(context))


def read(source: str, **context: Any) -> str:
    """The words a reader sees, with single spaces."""
    return " ".join(unescape(strip_tags(draw(source, **context))).split())


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ v|yuan }}", Decimal("12345"), "12,345.00"),
        ("{{ v|yuan:'元' }}", Decimal("1250000.005"), "1,250,000.01 元"),
        ("{{ v|wanyuan }}", Decimal("12345"), "1.23 万元"),
        ("{{ v|yuan }}", 0, "0.00"),
        ("{{ v|yuan }}", None, "—"),
        ("{{ v|yuan }}", "不是数", "—"),
        ("{{ v|thousands }}", 1234567, "1,234,567"),
        ("{{ v|cn_date }}", date(2026, 11, 23), "2026-11-23"),
        ("{{ v|cn_date }}", None, "—"),
        ("{{ v|cn_day }}", date(2026, 12, 1), "12月1日(周二)"),
        ("{{ v|or_dash }}", "", "—"),
        ("{{ v|or_dash }}", 0, "0"),
        ("{{ v|gap }}", 0, "同日"),
        ("{{ v|gap }}", 54, "54 天后"),
        ("{{ v|gap }}", -3, "早 3 天"),
        ("{{ v|mask_name }}", "欧阳小明", "欧阳某某"),
        ("{{ v|mask_name:'company' }}", "好再来公司", "好再来公司"),
    ],
)
def test_a_value_is_written_as_a_bureau_writes_it(source, value, shown):
    assert read(source, v=value) == shown


def test_a_moment_is_written_in_the_time_of_changsha(settings):
    late_in_utc = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert read("{{ v|cn_date }} {{ v|cn_datetime }}", v=late_in_utc) == "2026-11-23 2026-11-23 00:30"


def test_a_day_of_another_year_carries_its_year():
    assert read("{{ v|cn_day:today }}", v=date(2027, 1, 4), today=TODAY) == "2027年1月4日(周一)"


def test_a_span_counts_both_its_ends():
    assert read("{% span a b %}", a=date(2026, 11, 1), b=date(2026, 11, 30)) == "2026-11-01 至 2026-11-30（30 天）"
    assert read("{% span a b %}", a=date(2026, 11, 1), b=None) == "2026-11-01 至今"


def test_a_capped_count_says_that_there_are_more():
    assert read("{% count_text n cap %}", n=10000, cap=10000) == "共 10,000+ 条"
    assert read("{% count_text n cap '件' %}", n=312, cap=10000) == "共 312 件"


DUE = "{% due_chip due today left done_on=done %}"


@pytest.mark.parametrize(
    ("due", "left", "done", "words", "tone"),
    [
        (date(2026, 12, 4), Left(6, 8, False, "还剩 6 个工作日"), None, "还剩 6 个工作日 · 12月4日(周五)", "plain"),
        (date(2026, 12, 1), Left(3, 5, False, "还剩 3 个工作日"), None, "还剩 3 个工作日 · 12月1日(周二)", "near"),
        (date(2026, 11, 24), Left(2, 2, True, "逾期 2 个工作日"), None, "逾期 2 个工作日 · 11月24日(周二)", "bad"),
        (TODAY, Left(0, 0, False, "还剩 0 个工作日"), None, "今天到期 · 11月26日(周四)", "near"),
        (date(2026, 11, 24), None, None, "逾期 2 天 · 11月24日(周二)", "bad"),
        (date(2026, 12, 26), None, None, "还剩 30 天 · 12月26日(周六)", "plain"),
        (date(2026, 11, 24), None, date(2026, 11, 24), "按期办结 · 11月24日(周二)", "done"),
        (date(2026, 11, 20), None, date(2026, 11, 24), "逾期 4 天办结 · 11月20日(周五)", "done"),
        (Due(date(2027, 1, 8), provisional=True), None, None, "还剩 43 天 · 2027年1月8日(周五) 暂定", "plain"),
        (None, None, None, "未设期限", ""),
    ],
)
def test_a_due_day_says_in_words_how_near_it_is(due, left, done, words, tone):
    drawn = draw(DUE, due=due, today=TODAY, left=left, done=done)
    shown = " ".join(unescape(strip_tags(drawn)).split())
    assert shown.replace("暂定", " 暂定").replace("  ", " ") == words
    assert (f"due-{tone}" in drawn and "<svg" in drawn) or due is None


def test_a_due_day_can_lead_to_how_it_was_counted():
    drawn = draw("{% due_chip due today href='/why/' label='反馈期限' %}", due=TODAY + timedelta(9), today=TODAY)
    assert '<a href="/why/"' in drawn
    assert "反馈期限" in drawn


def test_the_count_of_days_is_drawn_with_its_sentence_and_article():
    calendar = Calendar({}, version="plain")
    explanation = explain(date(2026, 3, 2), Period(2, Unit.WORKDAY), calendar)
    shown = read("{% day_count e '《条例》第二十六条' %}", e=explanation)
    assert explanation.sentence in shown
    assert "《条例》第二十六条" in shown


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        (State("draft", "草稿"), "neutral"),
        (State("issued", "已签发"), "active"),
        (State("verified", "核验通过"), "good"),
        (State("overdue", "逾期"), "bad"),
        (State("no such word", "别的"), "neutral"),
        (State("draft", "草稿", tone="bad"), "bad"),
    ],
)
def test_a_state_is_shown_by_icon_word_and_colour(state, tone):
    drawn = draw("{% state_badge s %}", s=state)
    assert state.label in drawn
    assert f"tone-{tone}" in drawn
    assert "<use href=" in drawn


def test_the_gravity_of_a_problem_is_a_word_and_bars():
    drawn = draw("{% severity 'high' %}")
    assert "较重" in drawn
    assert drawn.count("<rect") == 4
    assert drawn.count("is-hollow") == 1


def test_an_icon_is_silent_unless_it_means_something():
    assert 'aria-hidden="true"' in draw("{% icon 'check' %}")
    drawn = draw("{% icon 'lock' label %}", label="已<锁>定")
    assert 'aria-label="已&lt;锁&gt;定"' in drawn
    assert "#lock" in drawn


def test_every_icon_that_a_template_or_a_state_asks_for_is_in_the_sprite(settings):
    root = Path(settings.BASE_DIR)
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (root / "static/img/icons.svg").read_text()))
    pages = "".join(page.read_text() for page in (root / "templates").rglob("*.html"))
    wanted = set(re.findall(r'{% icon "([^"]+)"', pages)) | {tone.icon for tone in tones.STATE_TONES.values()}
    assert "check" in wanted
    assert wanted - drawn == set()


def test_no_template_carries_a_script_or_a_style_of_its_own(settings):
    for page in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        text = page.read_text()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", text), page.name


class CaseFilter(forms.Form):
    """Filters of a list."""

    q = forms.CharField(required=False, label="关键词")
    agency = forms.MultipleChoiceField(required=False, label="机关", choices=[("1", "市场监管局"), ("2", "城管局")])
    late = forms.BooleanField(required=False, label="只看逾期")


def bar(address: str) -> str:
    request = RequestFactory().get(address)
    return draw("{% filter_bar form search='q' %}", request=request, form=CaseFilter(request.GET))


def test_each_filter_in_force_has_a_chip_that_removes_it_and_only_it():
    drawn = unescape(bar("/?agency=1&agency=2&late=on&sort=day&after=7"))
    assert "机关：<b>市场监管局</b>" in drawn
    assert "只看逾期：<b>是</b>" in drawn
    assert 'href="?agency=2&late=on&sort=day"' in drawn
    assert 'href="?agency=1&agency=2&sort=day"' in drawn


def test_clearing_all_filters_keeps_the_order_of_the_list_but_not_the_page():
    drawn = unescape(bar("/?agency=1&sort=day&after=7"))
    assert '<a class="chip-clear" href="?sort=day">' in drawn
    assert '<input type="hidden" name="sort" value="day">' in drawn
    assert 'name="after"' not in drawn


def test_a_list_without_filters_in_force_shows_no_chips():
    assert "chip-clear" not in bar("/?q=&sort=day")


def test_the_address_of_a_list_changes_one_filter_and_starts_at_the_first_page():
    request = RequestFactory().get("/?state=open&sort=day&after=7")
    assert unescape(draw("{% filter_url state='closed' %}", request=request)) == "?state=closed&sort=day"
    assert unescape(draw("{% filter_url state=None %}", request=request)) == "?sort=day"


class Letter(forms.Form):
    """A form with a mistake in it."""

    title = forms.CharField(label="标题", help_text="发文机关 + 事由 + 文种", max_length=4)
    copy = forms.BooleanField(label="抄送", required=False)


def test_a_field_shows_label_required_mark_help_and_its_error_beside_it():
    form = Letter({"title": "标题太长了"})
    drawn = draw("{% field form.title %}", form=form)
    assert '<label for="id_title">' in drawn
    assert "必填" in drawn
    assert "发文机关 + 事由 + 文种" in drawn
    assert 'aria-invalid="true"' in drawn
    assert "is-invalid" in drawn
    for name in drawn.split('aria-describedby="')[1].split('"')[0].split():
        assert f'id="{name}"' in drawn
    assert "form-check-input" in draw("{% field form.copy %}", form=form)


def test_a_step_that_the_law_forbids_stays_visible_with_the_article():
    options = [
        Option(Step("sign", "签发", primary=True)),
        Option(Step("return", "退回", asks="退回理由")),
        Option(Step("revoke", "提请撤销"), Refusal("本案正在复议中。", "《条例》第三十三条")),
    ]
    drawn = draw("{% action_bar options '/letters/1/' %}", options=options)
    assert 'name="action" value="sign"' in drawn
    assert drawn.count("btn-primary") == 2  # 签发, and the button of the dialog that asks why
    assert "退回理由" in drawn
    assert 'name="action" value="revoke"' not in drawn
    assert "本案正在复议中。" in drawn
    assert "《条例》第三十三条" in drawn


def test_a_step_with_a_page_of_its_own_is_a_link():
    drawn = draw("{% action_bar options '/x/' links=links %}", options=[Option(Step("edit", "修改"))], links={"edit": "/e/"})
    assert '<a class="btn" href="/e/">修改</a>' in drawn


def test_a_figure_shows_at_most_twelve_bars_and_marks_the_present():
    drawn = draw("{% stat_tile '发现问题' 1284 '件' trend=trend %}", trend=list(range(20)))
    assert "1,284" in drawn
    assert drawn.count("<rect") == 12
    assert drawn.count("is-last") == 1


def test_a_chart_always_leaves_its_table_in_the_page():
    spec = {"kind": "bar", "labels": ["10月", "11月"], "series": [{"name": "问题", "data": [3, 1200]}], "unit": "件"}
    drawn = draw("{% chart 'm' spec '各月' %}", spec=spec)
    assert 'type="application/json"' in drawn
    assert '<th scope="row">11月</th><td class="num">1,200</td>' in drawn
    assert "style=" not in drawn
