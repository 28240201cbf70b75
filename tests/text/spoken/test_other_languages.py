"""German, French, Spanish, Italian and Japanese; and languages that have no rules."""

import pytest

from voiceassistant.text.spoken import spoken_form

GERMAN = [
    ("3/4 davon", "drei Viertel davon"),
    ("die 90er Jahre", "die neunziger Jahre"),
    ("vom 20.–25. Mai", "vom zwanzigsten bis fünfundzwanzigsten Mai"),
    ("Ludwig XIV. starb", "Ludwig der vierzehnte starb"),
    ("§ 5 Abs. 2", "Paragraf fünf Absatz zwei"),
    ("83,2 Mio. Menschen", "dreiundachtzig Komma zwei Millionen Menschen"),
    ("030-123-4567", "null drei null, eins zwei drei, vier fünf sechs sieben"),
    ("21 Häuser", "einundzwanzig Häuser"),
    ("1.234,5", "eintausendzweihundertvierunddreißig Komma fünf"),
    ("am 3. Oktober", "am dritten Oktober"),
    ("der 3. Oktober 2026", "der dritte Oktober zweitausendsechsundzwanzig"),
    ("im 19. Jahrhundert", "im neunzehnten Jahrhundert"),
    ("14:30 Uhr", "vierzehn Uhr dreißig"),
    ("um 1:05", "um ein Uhr fünf"),
    ("1984", "neunzehnhundertvierundachtzig"),
    ("5 €", "fünf Euro"),
    ("3,50 €", "drei Euro fünfzig Cent"),
    ("1 €", "ein Euro"),
    ("5 Mio. €", "fünf Millionen Euro"),
    ("z. B. 5 km", "zum Beispiel fünf Kilometer"),
    ("d. h. nie", "das heißt nie"),
    ("usw.", "und so weiter."),
    ("Dr. Müller", "Doktor Müller"),
    ("S. 5 und Abb. 3", "Seite fünf und Abbildung drei"),
    ("50 %", "fünfzig Prozent"),
    ("100 km/h", "einhundert Kilometer pro Stunde"),
    ("-5 °C", "minus fünf Grad Celsius"),
    ("10–20", "zehn bis zwanzig"),
    ("10–20 km", "zehn bis zwanzig Kilometer"),
    ("Siehe https://www.example.de/x.", "Siehe Link zu example Punkt de."),
]
FRENCH = [
    ("au XVIIe siècle", "au dix-septième siècle"),
    ("Louis XIV est né", "Louis quatorze est né"),
    ("1/2 tasse", "un demi tasse"),
    ("1 000 000 d'habitants", "un million d'habitants"),
    ("21 maisons", "vingt et un maisons"),
    ("3,5", "trois virgule cinq"),
    ("1 234", "mille deux cent trente-quatre"),
    ("le 1er mai", "le premier mai"),
    ("le 3 mai 2026", "le trois mai deux mille vingt-six"),
    ("le 3/5/2026", "le trois mai deux mille vingt-six"),
    ("à 14h30", "à quatorze heures trente"),
    ("à 14 h", "à quatorze heures"),
    ("5 €", "cinq euros"),
    ("3,50 €", "trois euros et cinquante"),
    ("5 millions €", "cinq millions d'euros"),
    ("50 %", "cinquante pour cent"),
    ("M. Dupont", "Monsieur Dupont"),
    ("p. ex. ici", "par exemple ici"),
    ("etc.", "et cetera."),
    ("le 2e étage", "le deuxième étage"),
    ("20 °C", "vingt degrés Celsius"),
]
SPANISH = [
    ("el siglo XXI", "el siglo veintiuno"),
    ("Felipe VI", "Felipe sexto"),
    ("2/7", "dos entre siete"),
    ("21 km", "veintiún kilómetros"),
    ("3,5", "tres coma cinco"),
    ("el 3 de mayo de 2026", "el tres de mayo de dos mil veintiséis"),
    ("el Sr. Pérez", "el Señor Pérez"),
    ("5 €", "cinco euros"),
    ("3,50 €", "tres euros con cincuenta céntimos"),
    ("50 %", "cincuenta por ciento"),
    ("EE. UU. gana", "Estados Unidos gana"),
    ("p. ej. esto", "por ejemplo esto"),
    ("el 1.º", "el primero"),
    ("la 2.ª", "la segunda"),
    ("14:30", "catorce y treinta"),
]
ITALIAN = [
    ("XX secolo", "ventesimo secolo"),
    ("3/4", "tre quarti"),
    ("21 case", "ventuno case"),
    ("3,5", "tre virgola cinque"),
    ("il 3 maggio 2026", "il tre maggio duemilaventisei"),
    ("il Sig. Rossi", "il Signor Rossi"),
    ("5 €", "cinque euro"),
    ("50%", "cinquanta per cento"),
    ("10 km", "dieci chilometri"),
    ("ecc.", "eccetera."),
    ("il 2º", "il secondo"),
]
JAPANESE = [
    ("100km/h", "毎時百キロメートル"),
    ("1/2", "二分の一"),
    ("03-1234-5678", "零三、一二三四、五六七八"),
    ("5〜10分", "五から十分"),
    ("2026年11月25日", "二千二十六年十一月二十五日"),
    ("3.14", "三点一四"),
    ("1,234円", "千二百三十四円"),
    ("50%", "五十パーセント"),
    ("14:30", "十四時三十分"),
    ("5km", "五キロメートル"),
    ("3個", "三個"),
    ("0", "零"),
    ("いいね😀。", "いいね。"),
]
UNKNOWN = [
    ("Ik heb 5 km gelopen 😀.", "Ik heb 5 km gelopen."),
    ("Zie www.example.nl voor meer", "Zie example.nl voor meer"),
    ("Het merk™ [12]", "Het merk"),
]


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        *(("de", *row) for row in GERMAN),
        *(("fr", *row) for row in FRENCH),
        *(("es", *row) for row in SPANISH),
        *(("it", *row) for row in ITALIAN),
        *(("ja", *row) for row in JAPANESE),
        *(("nl", *row) for row in UNKNOWN),
    ],
)
def test_what_is_said(language: str, written: str, said: str) -> None:
    assert spoken_form(written, language).text == said
