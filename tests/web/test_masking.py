"""脱敏: what a person sees of another person's data before giving a reason."""

import pytest

from supervision.web.masking import mask_account, mask_address, mask_id, mask_name, mask_numbers, mask_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张某"),
        ("王小明", "王某某"),
        ("欧阳修", "欧阳某"),
        ("欧阳小明", "欧阳某某"),
        ("欧阳", "欧某"),
        ("司徒", "司某"),
        ("张", "张某"),
        ("买买提·艾力", "买某某"),
        ("John Smith", "J***"),
        ("  李四  ", "李某"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_person_keeps_the_surname_and_loses_the_given_name(name, shown):
    assert mask_name(name) == shown


@pytest.mark.parametrize("kind", ["organisation", "company", "法人", "非法人组织"])
def test_the_name_of_an_organisation_is_public(kind):
    assert mask_name("湖南湘江新材料科技发展股份有限公司", kind) == "湖南湘江新材料科技发展股份有限公司"


def test_an_unknown_kind_of_party_is_masked_like_a_person():
    assert mask_name("王小明", "") == "王某某"
    assert mask_name("王小明", "something new") == "王某某"


def test_a_sole_trader_shows_the_shop_but_not_the_owner():
    assert mask_name("浏阳市淮川街道好再来副食店", "sole_trader") == "浏阳市淮川街道好再来副食店"
    assert mask_name("欧阳小明", "sole_trader") == "欧阳某某"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("430102199001011234", "430102********1234"),
        ("43010219900101123X", "43010219900101123X"[:6] + "********123X"),
        ("430102900101123", "430102*****1123"),
        ("E12345678", "E******78"),
        ("12345", "*****"),
        ("", ""),
        (None, ""),
    ],
)
def test_an_identity_number_keeps_its_ends_only(number, shown):
    assert mask_id(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812345678", "138****5678"),
        ("0731-85551234", "0731-****1234"),
        ("85551234", "****1234"),
        ("+86 13812345678", "***********5678"),
        ("12345", "*****"),
        (None, ""),
    ],
)
def test_a_telephone_number_keeps_its_last_four_digits(number, shown):
    assert mask_phone(number) == shown


def test_a_bank_account_keeps_its_last_four_digits():
    assert mask_account("6222020200112233445") == "***************3445"
    assert mask_account("1234567") == "*******"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("长沙市芙蓉区定王台街道1号2栋301", "长沙市芙蓉区定王台街道****"),
        ("浏阳市大瑶镇天和村8组", "浏阳市大瑶镇****"),
        ("某处8号", "****"),
        ("", ""),
    ],
)
def test_an_address_stays_readable_down_to_the_town(address, shown):
    assert mask_address(address) == shown


@pytest.mark.parametrize("name", ["张三", "王小明", "欧阳小明", "John Smith", "买买提·艾力"])
def test_masking_twice_changes_nothing(name):
    assert mask_name(mask_name(name)) == mask_name(name)
    assert mask_id(mask_id("430102199001011234")) == "430102********1234"
    assert mask_phone(mask_phone("13812345678")) == "138****5678"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证430102199001011234，", "身份证430102********1234，"),
        ("证号 43010219900101123x", "证号 430102********123x"),
        ("４３０１０２１９９００１０１１２３４", "430102********1234"),
        ("电话13812345678。", "电话138****5678。"),
        ("+86 138 1234 5678 或 138-1234-5678", "138****5678 或 138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("信用代码 91430100MA4L1234X5", "信用代码 91430100MA4L1234X5"),
        ("文号 长市监罚〔2026〕12号，罚款 5000.00 元，2026-03-02", "文号 长市监罚〔2026〕12号，罚款 5000.00 元，2026-03-02"),
        ("编号 2026030212345678901", "编号 2026030212345678901"),
        ("", ""),
    ],
)
def test_numbers_of_persons_are_hidden_inside_a_text_and_nothing_else_is(text, shown):
    assert mask_numbers(text) == shown
    assert mask_numbers(shown) == shown
