"""Plans that a development zone issues itself: whose bureaus they name."""

from __future__ import annotations

import pytest

from loaders.names.departments import resolve
from loaders.names.departments_zones import aliases, is_zone, zone_of
from loaders.names.places import gazetteer
from loaders.rules.departments import departments
from loaders.rules.responsibilities import responsibilities
from loaders.rules.scope import Scope, Stance, Unit
from ontology.model import ResourceId


def _scope(text: str, place: str, issuer: str | None, year: int = 2022) -> Scope:
    unit = Unit(0, len(text), 0, Stance.TASK, ("一",), None, ResourceId("measure/x/1"))
    return Scope("x", text, (unit,), gazetteer().find(place, None), issuer, year, None, None)


def _official(scope: Scope) -> str:
    roles: dict[str, list[str]] = {}
    for duty in sorted(responsibilities(scope), key=lambda duty: duty.name_passages[0].start):
        roles.setdefault(duty.role.value, []).append(duty.name.label)
    return " | ".join(" ".join([role, *names]) for role, names in roles.items())


@pytest.mark.parametrize(
    ("issuer", "text", "place", "expected"),
    [
        ("合肥高新技术产业开发区管理委员会", "", "合肥市", "合肥高新技术产业开发区"),
        ("合肥高新区管委会办公室", "", "合肥市", "合肥高新技术产业开发区"),
        ("山东省烟台市经济技术开发区管委会", "", "烟台市", "烟台经济技术开发区"),
        ("中共兰州新区工作委员会", "", "兰州市", "兰州新区"),
        (None, "武汉经开区智能制造三年行动计划\n一、总体要求", "武汉市", "武汉经济技术开发区"),
        (None, "关于支持武汉经开区发展的意见\n一、总体要求", "武汉市", None),
        ("武汉市人民政府", "武汉经开区智能制造三年行动计划", "武汉市", None),
        ("上海市浦东新区管理委员会", "", "浦东新区", None),
    ],
)
def test_the_zone_of_a_plan(issuer: str | None, text: str, place: str, expected: str | None) -> None:
    """Its committee says which zone a plan is of, or its title where nobody signed; a government never does."""
    zone = zone_of(issuer, text, gazetteer().find(place, None))

    assert expected == (zone.name if zone else None)


@pytest.mark.parametrize(
    ("text", "place", "issuer", "expected"),
    [
        ("建设。（责任单位：财政局、经济发展局、招商局、各街道办事处）", "南昌市", "南昌高新技术产业开发区管理委员会",
         "responsible 南昌高新技术产业开发区财政局 南昌高新技术产业开发区经济发展局 南昌高新技术产业开发区招商局"
         " 南昌高新技术产业开发区各街道办事处"),
        ("由科技创新局牵头，财政金融局、经开区市场监管局配合。", "哈尔滨市", "哈尔滨经济技术开发区管委会",
         "lead 哈尔滨经济技术开发区科技创新局 | support 哈尔滨经济技术开发区财政金融局 哈尔滨经济技术开发区市场监督管理局"),
        ("管委会办公室负责督查，组织人事局会同党群工作部实施人才计划。", "长春市", "长春净月高新技术产业开发区管理委员会",
         "responsible 长春净月高新技术产业开发区管理委员会办公室 | lead 长春净月高新技术产业开发区组织人事局"
         " | support 长春净月高新技术产业开发区党群工作部"),
        ("管委会负责统筹，区城市建设局、市生态环境局高新分局配合。", "淄博市", "淄博高新区管委会",
         "responsible 淄博高新技术产业开发区管理委员会"),
        ("责任单位：公安分局、税务局、应急管理局、市自然资源和规划局", "宜昌市", "宜昌高新区管委会",
         "responsible 宜昌高新技术产业开发区公安分局 国家税务总局宜昌高新技术产业开发区税务局"
         " 宜昌高新技术产业开发区应急管理局 宜昌市自然资源和规划局"),
        ("成立高新区人工智能发展工作专班，专班办公室设在科技创新局。", "成都市", "成都高新技术产业开发区管理委员会",
         "lead 成都高新技术产业开发区人工智能发展工作专班 | office-host 成都高新技术产业开发区科技创新局"),
    ],
)  # fmt: skip
def test_bureaus_carry_the_name_of_the_zone(text: str, place: str, issuer: str, expected: str) -> None:
    """What a zone's plan names without a place, or by a short form of the zone, is the zone's own."""
    assert expected == _official(_scope(text, place, issuer))


def test_a_zone_has_the_identifier_that_its_city_gives_it() -> None:
    """管委会 in the zone's plan is the body that plans of the city call 青岛高新区管委会; it lies in the city."""
    city = gazetteer().find("青岛市", None)
    outside = resolve("青岛高新区管委会", city, 2022)
    scope = _scope("管委会负责统筹协调。财政局负责资金安排。", "青岛市", "青岛高新技术产业开发区管理委员会")
    inside, bureau = (duty.name for duty in responsibilities(scope))

    assert outside is not None
    assert (outside.id, outside.label, city) == (inside.id, inside.label, inside.place)
    assert "org/qingdao-gaoxinjishuchanyekaifaqu/caizhengju" == bureau.id
    assert city == bureau.place
    assert not any(is_zone(name.place) for name, _ in departments(scope))


def test_short_forms_of_a_zone() -> None:
    """A zone's plan writes it with and without the city, in full and in short."""
    zone = zone_of("大连经济技术开发区管委会", "", gazetteer().find("大连市", None))

    assert zone is not None
    assert {"大连经济技术开发区", "大连经开区", "经济技术开发区", "经开区", "大连开发区", "开发区"} == set(
        aliases(zone)
    )
