"""How German, French, Spanish, Italian and Japanese write numbers, sums and units, and what they call them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from voiceassistant.text.spoken.rules import table, words


@dataclass(frozen=True, slots=True)
class Habits:
    """How a language writes numbers, and what it says around them.

    Attributes:
        thousands: What may stand between groups of three digits, as a pattern.
        point: The decimal mark.
        point_word: How it is said.
        clock: Minutes with "{hour}" and "{minute}".
        units: Symbols to one and several of them.
        over: Between the parts of a fraction that has no name in `fractions`.
        ordinals: A number with this pattern behind it is an ordinal; empty: none is.
    """

    code: str
    thousands: str
    point: str
    point_word: str
    minus: str
    to: str
    months: tuple[str, ...]
    clock: str
    date: str
    units: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    money: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    cents: str = ""
    and_word: str = ""
    per: str = ""
    ordinals: str = ""
    first_of_month: str = ""
    over: str = ""
    fractions: Mapping[str, str] = field(default_factory=dict)


def _pairs(text: str) -> dict[str, tuple[str, str]]:
    table = {}
    for entry in filter(str.strip, re.split(r"[;\n]", text)):
        symbol, one, *several = (part.replace("_", " ") for part in entry.split())
        table[symbol] = (one, several[0] if several else one)
    return table


_GERMAN = Habits(
    code="de",
    over="durch",
    fractions=table("1/2: ein halb; 1/3: ein Drittel; 2/3: zwei Drittel; 1/4: ein Viertel; 3/4: drei Viertel"),
    thousands=r"[. \u00a0\u202f’]",
    point=",",
    point_word="Komma",
    minus="minus",
    to="bis",
    months=words("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    clock="{hour} Uhr {minute}",
    date="{day} {month} {year}",
    units=_pairs(
        """
        km Kilometer; m Meter; cm Zentimeter; mm Millimeter; m² Quadratmeter; km² Quadratkilometer
        m³ Kubikmeter; ha Hektar; kg Kilogramm; g Gramm; mg Milligramm; t Tonne Tonnen; l Liter; L Liter
        ml Milliliter; cl Zentiliter; h Stunde Stunden; min Minute Minuten; s Sekunde Sekunden
        ms Millisekunde Millisekunden; kB Kilobyte; KB Kilobyte; MB Megabyte; GB Gigabyte; TB Terabyte; Hz Hertz
        kHz Kilohertz; MHz Megahertz; GHz Gigahertz; W Watt; kW Kilowatt; MW Megawatt
        kWh Kilowattstunde Kilowattstunden; V Volt; dB Dezibel; hPa Hektopascal; % Prozent; ‰ Promille
        °C Grad_Celsius; °F Grad_Fahrenheit; ° Grad; kcal Kilokalorie Kilokalorien
    """
    ),
    money=_pairs("€ Euro; EUR Euro; $ Dollar; US$ Dollar; £ Pfund; ¥ Yen; CHF Franken; ₩ Won"),
    cents="Cent",
    per="pro",
    ordinals=r"\.(?=\s[A-ZÄÖÜ][a-zäöüß]|\s(?:und|bis)\s\d)",
)
_FRENCH = Habits(
    code="fr",
    over="sur",
    fractions=table("1/2: un demi; 1/3: un tiers; 2/3: deux tiers; 1/4: un quart; 3/4: trois quarts"),
    thousands=r"[ \u00a0\u202f.]",
    point=",",
    point_word="virgule",
    minus="moins",
    to="à",
    months=words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    clock="{hour} heures {minute}",
    date="{day} {month} {year}",
    units=_pairs(
        """
        km kilomètre kilomètres; m mètre mètres; cm centimètre centimètres; mm millimètre millimètres
        m² mètre_carré mètres_carrés; km² kilomètre_carré kilomètres_carrés; m³ mètre_cube mètres_cubes
        ha hectare hectares; kg kilogramme kilogrammes; g gramme grammes; mg milligramme milligrammes
        t tonne tonnes; l litre litres; L litre litres; ml millilitre millilitres; cl centilitre centilitres
        h heure heures; min minute minutes; s seconde secondes; Ko kilooctet kilooctets; Mo mégaoctet mégaoctets
        Go gigaoctet gigaoctets; To téraoctet téraoctets; MB mégaoctet mégaoctets; Hz hertz; kHz kilohertz
        MHz mégahertz; GHz gigahertz; W watt watts; kW kilowatt kilowatts; kWh kilowattheure kilowattheures
        V volt volts; dB décibel décibels; % pour_cent; °C degré_Celsius degrés_Celsius; ° degré degrés
        kcal kilocalorie kilocalories
    """
    ),
    money=_pairs(
        """
        € euro euros; EUR euro euros; $ dollar dollars; US$ dollar dollars
        £ livre livres; ¥ yen yens; CHF franc francs; ₩ won wons
        """
    ),
    and_word="et",
    per="par",
    first_of_month="premier",
)
_SPANISH = Habits(
    code="es",
    over="entre",
    fractions=table("1/2: un medio; 1/3: un tercio; 2/3: dos tercios; 1/4: un cuarto; 3/4: tres cuartos"),
    thousands=r"[. \u00a0\u202f]",
    point=",",
    point_word="coma",
    minus="menos",
    to="a",
    months=words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    clock="{hour} y {minute}",
    date="{day} de {month} de {year}",
    units=_pairs(
        """
        km kilómetro kilómetros; m metro metros; cm centímetro centímetros; mm milímetro milímetros
        m² metro_cuadrado metros_cuadrados; km² kilómetro_cuadrado kilómetros_cuadrados
        m³ metro_cúbico metros_cúbicos; ha hectárea hectáreas; kg kilogramo kilogramos; g gramo gramos
        mg miligramo miligramos; t tonelada toneladas; l litro litros; L litro litros; ml mililitro mililitros
        h hora horas; min minuto minutos; s segundo segundos; KB kilobyte kilobytes; MB megabyte megabytes
        GB gigabyte gigabytes; TB terabyte terabytes; Hz hercio hercios; kHz kilohercio kilohercios
        MHz megahercio megahercios; GHz gigahercio gigahercios; W vatio vatios; kW kilovatio kilovatios
        kWh kilovatio_hora kilovatios_hora; V voltio voltios; dB decibelio decibelios; % por_ciento
        °C grado_Celsius grados_Celsius; ° grado grados; kcal kilocaloría kilocalorías
    """
    ),
    money=_pairs(
        "€ euro euros; EUR euro euros; $ dólar dólares; US$ dólar dólares; £ libra libras; ¥ yen yenes; ₩ won wones"
    ),
    cents="céntimos",
    and_word="con",
    per="por",
    ordinals=r"\.?[ºª]",
    first_of_month="primero",
)
_ITALIAN = Habits(
    code="it",
    over="su",
    fractions=table("1/2: un mezzo; 1/3: un terzo; 2/3: due terzi; 1/4: un quarto; 3/4: tre quarti"),
    thousands=r"[. \u00a0\u202f’]",
    point=",",
    point_word="virgola",
    minus="meno",
    to="a",
    months=tuple(
        words(
            """
    gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
    """
        )
    ),
    clock="{hour} e {minute}",
    date="{day} {month} {year}",
    units=_pairs(
        """
        km chilometro chilometri; m metro metri; cm centimetro centimetri; mm millimetro millimetri
        m² metro_quadrato metri_quadrati; km² chilometro_quadrato chilometri_quadrati; m³ metro_cubo metri_cubi
        ha ettaro ettari; kg chilogrammo chilogrammi; g grammo grammi; mg milligrammo milligrammi
        t tonnellata tonnellate; l litro litri; L litro litri; ml millilitro millilitri; h ora ore
        min minuto minuti; s secondo secondi; KB kilobyte; MB megabyte; GB gigabyte; TB terabyte; Hz hertz
        kHz chilohertz; MHz megahertz; GHz gigahertz; W watt; kW chilowatt; kWh chilowattora; V volt; dB decibel
        % per_cento; °C grado_Celsius gradi_Celsius; ° grado gradi; kcal chilocaloria chilocalorie
    """
    ),
    money=_pairs("€ euro; EUR euro; $ dollaro dollari; US$ dollaro dollari; £ sterlina sterline; ¥ yen; ₩ won"),
    cents="centesimi",
    and_word="e",
    per="per",
    ordinals=r"[°ºª](?![CF\w])",
    first_of_month="primo",
)
_JAPANESE = Habits(
    code="ja",
    thousands=r",",
    point=".",
    point_word="点",
    minus="マイナス",
    to="から",
    months=tuple(f"{month}月" for month in words("一 二 三 四 五 六 七 八 九 十 十一 十二")),
    clock="{hour}時{minute}分",
    date="{year}年{month}{day}日",
    units=_pairs(
        """
        km キロメートル; m メートル; cm センチメートル; mm ミリメートル; m² 平方メートル; ㎡ 平方メートル
        km² 平方キロメートル; ha ヘクタール; h 時間; min 分; s 秒; kg キログラム; g グラム; mg ミリグラム; t トン
        L リットル; l リットル; ml ミリリットル; mL ミリリットル; KB キロバイト; MB メガバイト; GB ギガバイト
        TB テラバイト
        Hz ヘルツ; kHz キロヘルツ; MHz メガヘルツ; GHz ギガヘルツ; W ワット; kW キロワット; kWh キロワット時
        V ボルト; dB デシベル; % パーセント; ％ パーセント; °C 度; ℃ 度; ° 度
        kcal キロカロリー
    """
    ),
    money=_pairs("€ ユーロ; $ ドル; US$ ドル; £ ポンド; ¥ 円; ￥ 円; ₩ ウォン"),
    per="毎",
)
HABITS = {habits.code: habits for habits in (_GERMAN, _FRENCH, _SPANISH, _ITALIAN, _JAPANESE)}
