"""Units behind a number: "5 km/h", "20 °C", "10 MB"."""

import re

from voiceassistant.text.spoken import numbers_english as english
from voiceassistant.text.spoken import numbers_korean as korean
from voiceassistant.text.spoken.rules import Said, alternatives, by_groups, describes, rule, table

# American spelling: more synthesisers know "meter" than "metre".
_ENGLISH_WORDS = """
    km kilometer; m meter; cm centimeter; mm millimeter; µm micrometer; μm micrometer; nm nanometer; mi mile
    yd yard; ft foot feet; in. inch inches; ha hectare; kg kilogram; g gram; mg milligram; µg microgram
    μg microgram; t ton; lb pound; lbs pound; oz ounce; l liter; L liter; ml milliliter; mL milliliter
    cl centiliter; dl deciliter; gal gallon; tsp teaspoon; tbsp tablespoon; h hour; hr hour; hrs hour
    min minute; mins minute; s second; sec second; secs second; ms millisecond; µs microsecond; ns nanosecond
    B byte; kB kilobyte; KB kilobyte; MB megabyte; GB gigabyte; TB terabyte; PB petabyte; KiB kibibyte
    MiB mebibyte; GiB gibibyte; bit bit; kbit kilobit; Mbit megabit; Gbit gigabit; px pixel; MP megapixel
    Hz hertz hertz; kHz kilohertz kilohertz; MHz megahertz megahertz; GHz gigahertz gigahertz
    THz terahertz terahertz; dB decibel; W watt; kW kilowatt; MW megawatt; GW gigawatt; Wh watt-hour
    kWh kilowatt-hour; MWh megawatt-hour; V volt; kV kilovolt; mV millivolt; mA milliamp; mAh milliamp-hour
    Ω ohm; kΩ kilohm; J joule; kJ kilojoule; cal calorie; kcal kilocalorie; kN kilonewton; Pa pascal
    hPa hectopascal; kPa kilopascal; MPa megapascal; bar bar; mbar millibar; K kelvin kelvin; mol mole
    ppm part-per-million
"""
_FIXED = table(
    """
    mph: miles per hour; kph: kilometers per hour; rpm: revolutions per minute; fps: frames per second
    bpm: beats per minute; dpi: dots per inch; ppi: pixels per inch; kbps: kilobits per second
    Mbps: megabits per second; Gbps: gigabits per second; psi: pounds per square inch
    ppm: parts per million; ppb: parts per billion; %: percent; ‰: per mille; °C: degrees Celsius
    ℃: degrees Celsius; °F: degrees Fahrenheit; ℉: degrees Fahrenheit; ° C: degrees Celsius
    ° F: degrees Fahrenheit; sq ft: square feet; sq km: square kilometers; sq mi: square miles
    sq m: square meters; fl oz: fluid ounces; K/s: kelvin per second; percent: percent
    """
)
_ONE_OF_FIXED = {"°C": "degree Celsius", "°F": "degree Fahrenheit", "°": "degree", "mph": "mile per hour"}


def _table(words: str) -> dict[str, tuple[str, str]]:
    """Symbols to one and several of them."""
    table = {}
    for entry in re.split(r"[;\n]", words):
        if entry.strip():
            symbol, one, *several = entry.split()
            table[symbol] = one.replace("-", " "), (several[0] if several else english.plural(one)).replace("-", " ")
    return table


_ENGLISH = _table(_ENGLISH_WORDS)
_LETTERS = ("B", "K", "MP")  # units only where they touch the number, K only where it doesn't: "Section 5 B", "4K"
_POWERS = {"²": "square", "2": "square", "³": "cubic", "3": "cubic"}
_POWERED = ("km", "m", "cm", "mm", "ft", "mi", "µm", "nm")
_UNIT = alternatives([*_ENGLISH, *_FIXED])
_PER = alternatives([symbol for symbol in _ENGLISH if symbol != "B"])
_COMPOUND = rf"(?:{alternatives(_POWERED)})[²³23]|{_UNIT}|°"


def _english_unit(written: str, *, several: bool) -> str:
    """ "kilometers per hour", "square meter"."""
    if written in _FIXED:
        return _FIXED[written] if several else _ONE_OF_FIXED.get(written, _FIXED[written])
    if written == "°":
        return "degrees" if several else "degree"
    upper, slash, lower = written.partition("/")
    if slash:
        per = re.sub(r"[²2]$", " squared", lower)
        base, _, power = per.partition(" ")
        said = f"{_english_unit(base, several=False)} {power}".strip()
        return f"{_english_unit(upper, several=several)} per {said}"
    if upper[-1] in _POWERS:
        return f"{_POWERS[upper[-1]]} {_ENGLISH[upper[:-1]][several]}"
    return _ENGLISH[upper][several]


def _english(match: re.Match[str]) -> Said:
    minus, amount, last, between, unit, _ = match.groups()
    if unit in _LETTERS and between != (" " if unit == "K" else ""):
        return None
    one = (last or amount) == "1" or between == "-" or describes(match)
    said = {2: english.number(amount), 5: _english_unit(unit, several=not one), 6: ""}
    if minus:
        said[1] = "minus"
    if last:
        return f"{'minus ' if minus else ''}{said[2]} to {english.number(last)} {said[5]}"
    if between == "-":
        return f"{said[2]} {said[5]}"
    return by_groups(match, said)


def _feet_and_inches(match: re.Match[str]) -> Said:
    feet, inches = match[1], match[2]
    said = f"{english.number(feet)} {'foot' if feet == '1' or describes(match) else 'feet'}"
    return f"{said} {english.number(inches)}" if inches else said


ENGLISH = (
    rule(r"(?<![\w.])(\d{1,2})['′]\s?(\d{1,2})(?:[\"″]|['′]{2})", _feet_and_inches),
    rule(r"(?<![\w.])(\d{1,3})()′", _feet_and_inches),
    rule(r"(?<![\w.])(\d{1,3}(?:\.\d)?)″", lambda m: f"{english.number(m[1])} {'inch' if m[1] == '1' else 'inches'}"),
    rule(
        rf"{english.BEFORE}(?:(?<![\w)])([-−–]))?({english.NUMBER})(?:\s?[-–—~]\s?({english.NUMBER}))?(\s?|-)"
        rf"((?:{_COMPOUND})(?:/(?:{_PER})[²2]?)?)(?![\w²³/])(\.(?=,?\s[a-z(]))?",
        _english,
    ),
    rule(
        rf"(?:[½⅓⅔¼¾⅛]|\d/\d)(?:\s?|-)((?:{_COMPOUND})(?:/(?:{_PER}))?)(?![\w²³/])",
        lambda m: by_groups(m, {1: _english_unit(m[1], several=False)}),
    ),
    rule(r"(?<=\d)\s?%", " percent"),
)

_KOREAN = table(
    """
    km: 킬로미터; m: 미터; cm: 센티미터; mm: 밀리미터; nm: 나노미터; ㎞: 킬로미터; ㎝: 센티미터
    ㎜: 밀리미터; kg: 킬로그램; g: 그램; mg: 밀리그램; t: 톤; ㎏: 킬로그램; ㎎: 밀리그램; lb: 파운드
    oz: 온스; L: 리터; l: 리터; ℓ: 리터; ml: 밀리리터; mL: 밀리리터; ㎖: 밀리리터; cc: 시시; B: 바이트
    KB: 킬로바이트; MB: 메가바이트; GB: 기가바이트; TB: 테라바이트; bit: 비트; Mbps: 메가비피에스
    Gbps: 기가비피에스; px: 픽셀; dpi: 디피아이; Hz: 헤르츠; kHz: 킬로헤르츠; MHz: 메가헤르츠
    GHz: 기가헤르츠; dB: 데시벨; W: 와트; kW: 킬로와트; MW: 메가와트; kWh: 킬로와트시; V: 볼트; kV: 킬로볼트
    mA: 밀리암페어; mAh: 밀리암페어시; kcal: 킬로칼로리; cal: 칼로리; J: 줄; kJ: 킬로줄; Pa: 파스칼
    hPa: 헥토파스칼; s: 초; ms: 밀리초; min: 분; h: 시간; ha: 헥타르; in: 인치; ft: 피트; mi: 마일
    ㎡: 제곱미터; m²: 제곱미터; m2: 제곱미터; km²: 제곱킬로미터; ㎢: 제곱킬로미터; cm²: 제곱센티미터
    m³: 세제곱미터; ㎥: 세제곱미터; %: 퍼센트; ％: 퍼센트; %p: 퍼센트포인트; ‰: 퍼밀; °: 도; °C: 도; ℃: 도
    °F: 도; rpm: 알피엠; ppm: 피피엠; bpm: 비피엠
    """
)
_SPEEDS = {"h": "시속", "s": "초속", "min": "분속"}
_BELOW_ZERO = ("°C", "℃", "°")


def _korean(match: re.Match[str]) -> Said:
    speed, minus, amount, last, unit, per = match.groups()
    said = korean.number(amount) + (f"에서 {korean.number(last)}" if last else "")
    if minus:
        said = f"영하 {said}" if unit in _BELOW_ZERO else f"마이너스 {said}"
    if unit == "°F":
        said = f"화씨 {said}"
    if per in _SPEEDS and unit in ("km", "m", "cm", "㎞"):
        return f"{_SPEEDS[per]} {said} {_KOREAN[unit]}"
    if speed:
        return f"{speed}{said} {_KOREAN[unit]}"
    if per:
        return f"{_KOREAN[per]}당 {said} {_KOREAN[unit]}"
    return f"{said} {_KOREAN[unit]}"


KOREAN = (
    rule(
        rf"([시초분]속\s)?{korean.BEFORE}(?:(?<![\w)])([-−–]))?({korean.NUMBER})(?:\s?{korean.RANGE}\s?({korean.NUMBER}))?\s?"
        rf"({alternatives(_KOREAN)})(?:/({alternatives(_KOREAN)}))?(?![A-Za-z\d²³/])",
        _korean,
    ),
)
