"""Abbreviations that are said in full, a table for each language."""

import re

from voiceassistant.text.spoken.form import Piece
from voiceassistant.text.spoken.rules import Rule, Said, alternatives, ends_text, rule, table, words

_BEFORE_A_NAME = table(
    """
    Dr: Doctor; Mr: Mister; Mrs: Missis; Ms: Miz; Mx: Mix; Prof: Professor; St: Saint; Gen: General
    Col: Colonel; Lt: Lieutenant; Sgt: Sergeant; Capt: Captain; Maj: Major; Cmdr: Commander; Adm: Admiral
    Rev: Reverend; Fr: Father; Hon: Honorable; Pres: President; Gov: Governor; Sen: Senator
    Rep: Representative; Mt: Mount; Ft: Fort; Messrs: Messieurs; Pvt: Private; Cpl: Corporal; Sr: Sister
    Br: Brother; Univ: University of
    """
)
_ALWAYS = ("Mr", "Mrs", "Ms", "Messrs")
_WITHOUT_STOP = ("Dr", "Mr", "Mrs", "Ms", "Prof", "St")  # British style
_AFTER_A_NAME = table(
    """
    St: Street; Dr: Drive; Ave: Avenue; Blvd: Boulevard; Rd: Road; Ln: Lane; Ct: Court; Sq: Square
    Pl: Place; Hwy: Highway; Jr: Junior; Sr: Senior; Inc: Incorporated; Esq: Esquire; Ltd: Limited
    Co: Company; Corp: Corporation; Bros: Brothers; Univ: University; Dept: Department
    """
)
_BEFORE_A_NUMBER = table(
    """
    No: number; no: number; Nos: numbers; nos: numbers; Nr: number; №: number; Fig: figure; fig: figure
    Figs: figures; figs: figures; Tab: table; Tbl: table; p: page; pp: pages; P: page; pg: page; Vol: volume
    vol: volume; Vols: volumes; vols: volumes; Ch: chapter; ch: chapter; Chap: chapter; chap: chapter
    Sec: section; sec: section; Sect: section; Secs: sections; Eq: equation; eq: equation; Eqs: equations
    eqs: equations; Ref: reference; ref: reference; Refs: references; Art: article; art: article
    App: appendix; Ex: example; ex: example; Par: paragraph; para: paragraph; l: line; ll: lines; v: verse
    vv: verses; n: note; Thm: theorem; Def: definition; Lem: lemma; Prop: proposition; Rev: revision
    Ed: edition; Bd: volume; Tel: telephone; tel: telephone; Ext: extension; ext: extension; c: circa
    ca: circa; Alg: algorithm; Apt: apartment; Ste: suite
    """
)
_ANYWHERE = table(
    """
    e.g.: for example; E.g.: For example; eg.: for example; i.e.: that is; I.e.: That is; ie.: that is
    etc.: et cetera; vs.: versus; v.: versus; cf.: compare; Cf.: Compare; approx.: approximately
    Approx.: Approximately; ca.: circa; al.: others; viz.: namely; incl.: including; excl.: excluding
    resp.: respectively; esp.: especially; est.: established; dept.: department; ed.: edition; eds.: editors
    min.: minimum; max.: maximum; misc.: miscellaneous; N.B.: note well; n.b.: note well; P.S.: P S
    a.k.a.: also known as; ibid.: ibidem; A.D.: A D; B.C.: B C; B.C.E.: B C E; C.E.: C E; U.S.: U S
    U.S.A.: U S A; U.K.: U K; U.N.: U N; E.U.: E U; D.C.: D C; Ph.D.: P H D; M.D.: M D; B.A.: B A; M.A.: M A
    B.Sc.: B S C; M.Sc.: M S C; R.I.P.: R I P; w/o: without; w/: with; b/c: because; c/o: care of
    et al.: and others; et al: and others; op. cit.: in the work cited; vs: versus; aka: also known as
    e. g.: for example; i. e.: that is; approx: approximately; hrs.: hours; q.v.: which see; s.t.: such that
    w.r.t.: with respect to; iff: if and only if; et seq.: and following; A.K.A.: also known as
    R.S.V.P.: R S V P; Q.E.D.: Q E D; asap: as soon as possible; Assoc.: Association; Dept.: Department
    Univ.: University; govt.: government; intl.: international; Intl.: International
    C#: C sharp; F#: F sharp; C++: C plus plus
    """
)
_NEED_NO_STOP = words("Fig fig Figs figs Vol vol Vols vols Eq Eqs pp pg Ch Sec Ref Refs Chap № Tel")  # "Fig 3"
_AMBIGUOUS = ("St", "Dr", "Sr")  # they come before names, too


_LEFT, _RIGHT = r"(?<![\w.@/-])", r"(?![\w@])"
_SIGNS = "㈜㈱)）&/°º#+"  # after these a word may follow at once


def _stopped(words: str, match: re.Match[str]) -> str:
    """With the sentence's stop, if the abbreviation's was that, too."""
    return f"{words}." if match[0].endswith(".") and ends_text(match) else words


def table_rules(table: dict[str, str]) -> tuple[Rule, ...]:
    """Abbreviations that are said the same wherever they stand."""
    written = sorted(table, key=len, reverse=True)
    pattern = "|".join(
        _LEFT * word[0].isalnum() + re.escape(word) + _RIGHT * (word[-1] not in _SIGNS) for word in written
    )
    return (rule(pattern, lambda match: _stopped(table[match[0]], match)),)


def _numbered(match: re.Match[str]) -> Said:
    return _BEFORE_A_NUMBER[match[1]]


def _after_a_name(match: re.Match[str]) -> Said:
    """Main St., but "Visit St. Paul"; Elm Dr., but "Ask Dr. Lee"."""
    house, short, name_follows = match[1], match[3], re.match(r"\s[A-Z][a-z]", match.string[match.end() :])
    if short in _AMBIGUOUS and name_follows and not house:
        return None
    return (Piece(match.start(3), match.end(), _stopped(_AFTER_A_NAME[short], match)),)


ENGLISH = (
    rule(rf"(?<![\w.])({alternatives(_BEFORE_A_NUMBER)})\.(?=\s?[A-Z]?\d|\s[IVXLC]+\b(?!['’]))", _numbered),
    rule(rf"(?<![\w.])({alternatives(_NEED_NO_STOP)})(?=\s?\d)", _numbered),
    rule(
        rf"(?<![\w.])(?:(\d+)\s(?:[NSEW]\.?\s)?)?((?:[A-Z][\w'’-]*|\d+(?:st|nd|rd|th)),?\s(?:&\s)?)"
        rf"({alternatives(_AFTER_A_NAME)})\.",
        _after_a_name,
    ),
    rule(rf"(?<![\w.])({alternatives(_ALWAYS)})\.", lambda match: _BEFORE_A_NAME[match[1]]),
    rule(rf"(?<![\w.])({alternatives(_BEFORE_A_NAME)})\.(?=\s?[A-Z])", lambda match: _BEFORE_A_NAME[match[1]]),
    rule(rf"(?<![\w.])({alternatives(_WITHOUT_STOP)})(?=\s[A-Z][a-z])", lambda match: _BEFORE_A_NAME[match[1]]),
    *table_rules(_ANYWHERE),
)

KOREAN = table_rules(
    table(
        """
    ㈜: 주식회사; (주): 주식회사; e.g.: 예를 들어; i.e.: 즉; etc.: 등; vs.: 대; vs: 대; cf.: 참고; No.: 넘버
    Dr.: 닥터; Mr.: 미스터; Mrs.: 미시즈; Ms.: 미즈; R&D: 알앤디; Q&A: 큐앤에이; M&A: 엠앤에이
    A/S: 에이에스; p.: 페이지; et al.: 등
    """
    )
)

GERMAN = table_rules(
    table(
        """
    z. B.: zum Beispiel; z.B.: zum Beispiel; d. h.: das heißt; d.h.: das heißt; usw.: und so weiter
    bzw.: beziehungsweise; u. a.: unter anderem; u.a.: unter anderem; etc.: et cetera; ca.: circa
    vgl.: vergleiche; Vgl.: Vergleiche; Dr.: Doktor; Prof.: Professor; Hr.: Herr; Fr.: Frau; Nr.: Nummer
    S.: Seite; Abb.: Abbildung; Tab.: Tabelle; Kap.: Kapitel; Bd.: Band; Str.: Straße; St.: Sankt
    evtl.: eventuell; ggf.: gegebenenfalls; inkl.: inklusive; o. Ä.: oder Ähnliches; v. Chr.: vor Christus
    n. Chr.: nach Christus; Mio.: Millionen; Mrd.: Milliarden; i. d. R.: in der Regel; Jh.: Jahrhundert
    sog.: sogenannt; z. T.: zum Teil; u. U.: unter Umständen; Tel.: Telefon; geb.: geboren; Std.: Stunden
    Min.: Minuten; Art.: Artikel; Abs.: Absatz; Hrsg.: Herausgeber; &: und
    """
    )
)
FRENCH = table_rules(
    table(
        """
    M.: Monsieur; MM.: Messieurs; Mme: Madame; Mlle: Mademoiselle; Dr: Docteur; Pr: Professeur
    etc.: et cetera; p. ex.: par exemple; c.-à-d.: c'est-à-dire; n°: numéro; N°: Numéro; fig.: figure
    chap.: chapitre; p.: page; pp.: pages; vol.: volume; av. J.-C.: avant Jésus-Christ; env.: environ
    apr. J.-C.: après Jésus-Christ; St: Saint; Ste: Sainte; bd: boulevard; av.: avenue; cf.: voir; &: et
    tél.: téléphone; éd.: édition; art.: article
    """
    )
)
SPANISH = table_rules(
    table(
        """
    Sr.: Señor; Sra.: Señora; Srta.: Señorita; Sres.: Señores; Dr.: Doctor; Dra.: Doctora; D.: Don
    Ud.: usted; Uds.: ustedes; etc.: etcétera; p. ej.: por ejemplo; n.º: número; N.º: Número; núm.: número
    pág.: página; págs.: páginas; cap.: capítulo; fig.: figura; vol.: volumen; EE. UU.: Estados Unidos
    EE.UU.: Estados Unidos; a. C.: antes de Cristo; d. C.: después de Cristo; Avda.: Avenida; Av.: Avenida
    C/: Calle; aprox.: aproximadamente; tel.: teléfono; &: y
    """
    )
)
ITALIAN = table_rules(
    table(
        """
    Sig.: Signor; Sig.ra: Signora; Dott.: Dottor; Dott.ssa: Dottoressa; Prof.: Professor; ecc.: eccetera
    es.: esempio; p. es.: per esempio; pag.: pagina; pagg.: pagine; cap.: capitolo; fig.: figura
    vol.: volume; n.: numero; a.C.: avanti Cristo; d.C.: dopo Cristo; cfr.: confronta; ca.: circa
    tel.: telefono; S.p.A.: società per azioni; art.: articolo; &: e
    """
    )
)
JAPANESE = table_rules(
    {"㈱": "株式会社", "(株)": "株式会社", "（株）": "株式会社", "No.": "ナンバー", "etc.": "など", "vs.": "対"}
)
OTHERS = {"de": GERMAN, "fr": FRENCH, "es": SPANISH, "it": ITALIAN, "ja": JAPANESE}
