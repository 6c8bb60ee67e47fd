"""Lines of a news page that are no part of the report, told by what they say: navigation, sharing, credits.

Each rule holds for a whole printed paragraph, so that a report which merely mentions cookies, comments or an
advertisement in a sentence of its own is left alone. A new rule is one line of RULES or BYLINES.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.language.media import NAMES
from dashboard.story import publication_date

LONGEST = 400
"""Characters of a paragraph that can be page furniture; legal notices are the longest."""
CREDIT = 120
"""Characters at the end of a caption that can be the credit of its picture."""

_SITE = (
    r"(?:facebook|twitter|x|whats ?app|telegram|linked ?in|instagram|you ?tube|tik ?tok|reddit|pinterest|"
    r"e-?mail|"
    r"flipboard|kakao ?talk|messenger|threads|bluesky|print|copy(?: link)?|link|tweet|embed|more)"
)
_THING = r"(?:article|story|post|page|news|report|video|content|link)"
_END = r"[:.!»>→…]*"

RULES: dict[str, tuple[str, ...]] = {
    "navigation": (
        rf"skip to (?:the )?(?:main |page )?(?:content|navigation|search|{_THING}|footer|menu)",
        r"(?:[«←<] )?(?:go |return |back )?(?:back )?to (?:the )?(?:home ?page|home|top|main page|"
        r"list|results)",
        rf"(?:[«←<] )?(?:back|return) to (?:the )?(?:{_THING}|news|front page)s?",
        r"\(?(?:scroll (?:to (?:the )?top|down\b.{0,40}|up)|(?:↑ ?)?(?:page )?top|home(?: "
        r"?page)?)\)?",
        r"menu|main menu|open menu|search|close|navigation|site ?map|page \d{1,3} of \d{1,3}",
        r"[|\s]*news[|\s]*",
        rf"(?:next|previous|prev)(?: {_THING})?{_END}|(?:next|previous) {_THING}: .{{1,150}}",
        r"[«←] .{1,150}|.{1,150} [→»]|show (?:more|less|all)|load more.{0,30}",
        r"view (?:all|more)|expand|collapse",
    ),
    "breadcrumbs": (
        r"/ ?[^/.]{1,40}(?: ?/ ?[^/.]{1,40}){0,6}|you are here:? .{1,150}",
        r"home(?: ?page)?(?: ?[/>›»|→] ?[^/>›»|.]{1,80}){1,6}",
        r"\w[\w &-]{0,25}(?: [/>›»] \w[\w &-]{0,25}){2,6}",
    ),
    "reading time": (
        r"(?:(?:estimated )?read(?:ing)? time:? ?|time to read:? ?)?(?:<|about )?\d{1,3}[ "
        r"-]?min(?:ute)?s?\.?(?: (?:to )?(?:read(?:ing)?|video|audio|listen|watch))?(?: time)?",
    ),
    "comments": (
        r"(?:\(?\d{1,6}\)? )?comments?:?(?: ?\(?\d{1,6}\)?| off| closed| are closed)?",
        r"(?:no|add a|leave a|post a|write a|view(?: all)?|show|hide|read|see all|all) "
        r"(?:\d{1,6} )?comments?(?: ?\(\d{1,6}\))?",
        r"leave a reply.{0,60}|join the (?:conversation|discussion)\b.{0,60}",
        r"your email address will not .{1,100}",
    ),
    "sharing": (
        r"(?:share|tweet|pin|like|e-?mail|print|save|bookmark|listen to|read or share|"
        rf"recommend)(?: (?:this|the) {_THING}| this| on {_SITE}| via {_SITE}| with friends| to "
        rf"{_SITE}| us on {_SITE})*{_END}(?: ?https?://\S{{1,200}})?",
        rf"(?:share(?: on| via| this)?:?|via)?(?:[ ,|/•·]*\b{_SITE}\b){{1,10}}[ ,|/•·]*",
        r"(?:- )?(?:follow|find|like|join|connect with) [\w@ .’'-]{1,50} (?:on|at|via) "
        rf"(?:{_SITE}\b|google news|https?:).{{0,120}}",
        r"(?:click (?:here )?to )?(?:share|e-?mail|print)\b.{0,60}\(opens in (?:a )?new window\)",
        r"\d[\d.,]{0,7}[km]? (?:shares?|views?|likes?|retweets?)",
    ),
    "subscription": (
        r"(?:please )?subscribe(?: (?:now|today|here))?(?:(?: to| for| and| with)\b.{1,200}|"
        r"[.!]?)",
        r"(?:sign|log) ?(?:up|in|on|out)(?: (?:to|for|here|now|with)\b.{0,200})?[.!]?",
        r"register(?: now| for free)?",
        r"discover more from .{1,100}|join [\d,.]+k? other (?:subscribers|followers).{0,40}",
        r"continue reading.{0,40}",
        r"(?:get|receive) (?:the|our|all the) (?:latest|best|top|daily|free|"
        r"breaking)\b.{0,60}\b(?:inbox|e-?mail|newsletters?|alerts?|posts|updates|"
        r"app)\b.{0,80}",
        r"(?:already|not yet) a (?:subscriber|member)\b.{0,100}",
        r"(?:type|enter) your e-?mail\b.{0,60}",
        r"(?:our |daily |free )*newsletters?(?: sign-?up)?",
        r"support (?:our|us|independent)(?: \w{1,15})? journalism.{0,100}",
        r"become a (?:member|subscriber|patron)\b.{0,80}",
        r"download (?:the|our) (?:[\w ]{1,30} )?app\b.{0,80}",
    ),
    "related": (
        rf"(?:read|see|learn|find out)(?: (?:more|also|next|here|full {_THING}|the full {_THING}|"
        rf"original {_THING}))+(?: (?:on|about|from|at|here)\b [^.!?]{{0,150}})?{_END}",
        r"(?:read|see|watch|also read|must read|must watch|see also|read also|read more|watch now|"
        r"read next|related|more) ?[:»|→] ?.{1,150}",
        r"(?:related|recommended|suggested|similar|more|latest|top|popular|trending|other|"
        r"featured)(?: (?:related|articles?|topics?|stor(?:y|ies)|news|posts?|links?|content|"
        r"coverage|tags|reads?|videos?|galler(?:y|ies)|headlines|for you|now|on this (?:story|"
        rf"topic)))+(?: (?:on|from|in|about) [\w ’'&.-]{{1,60}})?{_END}",
        r"more (?:from|on|in|about) [\w ’'&-]{1,60}:?|related:?|recommended:?",
        r"trending(?: now)?:?|see also:?|also (?:read|see):?",
        r"(?:you (?:may|might) (?:also )?(?:like|be interested in)|don['’]t miss|up next|in case "
        r"you missed it|around the web|(?:most|must)[ -](?:read|popular|viewed|watched|shared)|"
        r"editor['’]?s['’]? picks?|(?:what to )?read next|from our partners|promoted stories|in "
        rf"this (?:story|article)|explore more){_END}",
        r"(?:topics?|tags?|keywords|categories|filed under|posted in|tagged)(?:(?:: ?| )[\w#’'&,.|"
        r" -]{1,250}(?<![.!?])|:)?",
    ),
    "advertising": (
        r"(?:advertisements?|advertising|advertorial|ads?|sponsored(?: content| by .{1,40})?|"
        r"promoted|paid (?:post|content))[:.]?(?: ?[–—-]? ?(?:continue reading|(?:story|article) "
        r"continues)\b.{0,40})?",
        rf"(?:{_THING}) continue[sd] below.{{0,60}}|{_THING} continues (?:after|below)\b.{{0,60}}",
        r"remove ads.{0,20}",
    ),
    "legal notice": (
        r"\(*(?:©|\(c\)|copyright)(?=.{0,120}(?:\d{4}|reserved|copyright|ltd|inc|"
        r"pty)).{1,250}",
        r"[^.!?]{0,120}all rights? reserved.{0,200}",
        rf"(?:this (?:material|{_THING})|no part of).{{0,60}}may not be (?:published|reproduced|"
        r"copied|broadcast|rewritten|redistributed).{0,250}",
        r"(?:(?:(?:our )?(?:privacy (?:policy|notice|statement|settings)|terms (?:of|and) (?:use|"
        r"service|conditions)|cookie (?:policy|settings|preferences|notice)|do not sell my "
        r"(?:personal )?info(?:rmation)?|contact us|about us|advertise with us|careers|imprint|"
        r"disclaimer)[ |,•·/&-]*){1,8})",
        r"(?:we|this (?:web)?site|our (?:web)?site|by (?:continuing|using|clicking|"
        r"browsing))\b(?=.{0,250}\b(?:site|website|experience|browser|consent|privacy|settings|"
        r"traffic|preferences)\b).{0,200}\bcookies\b.{0,200}",
        r"(?:accept|reject|allow|manage)(?: all)?(?: cookies)?",
    ),
    "syndication note": (
        r"[\[(]?(?:this|the above|except for the headline,? this) (?:story|article|report|item|"
        r"copy|news)\b.{0,40}\b(?:has|have|is|was)\b.{0,80}\b(?:(?:not|n['’]t) (?:been "
        r")?(?:edited|created|modified)|syndicated|auto-?generated|published from|news agency "
        r"feed|wire feed)\b.{0,250}[\])]?",
        r"[\[(](?:with|from) (?:\w{1,20} )?(?:inputs?|reports?|files?)\b.{0,120}[\])]",
        r"with inputs? from .{1,120}",
        r"[\[(](?:agencies|agency|wires?|staff and agencies)[\])]",
    ),
    "source link": (
        rf"(?:original |view |read |go to |full )?(?:source|original)(?: (?:link|url|{_THING}))?:?",
        r"(?:source|link|via|url)?:? ?\(?(?:https?://|www\.)\S{1,300}\)?",
    ),
    "player": (
        r"(?:play|pause|watch|mute|unmute|loading|load)(?: (?:the )?(?:video|audio|more|now|again|"
        r"player|live))*[.…]*",
        r"(?:your|this) browser does(?: not|n['’]t) support.{0,120}",
        r"(?:please )?enable javascript.{0,120}",
        r"javascript is (?:disabled|required|not)\b.{0,120}",
        r"listen to (?:this|the) (?:article|story)\b.{0,80}",
        r"media playback is (?:un|not )supported.{0,60}",
        r"(?:image|media|video|photo) (?:caption|copyright),?|now playing:?",
        r"image|photos?|videos?|gallery|(?:view )?(?:photo )?gallery|slideshow",
        r"\d{1,3} ?(?:/|of) ?\d{1,3}|live",
        r"click (?:here )?to (?:enlarge|expand|play|view|watch|zoom|listen)\b.{0,60}",
        r"(?:text|font) size.{0,20}|a[+-]",
    ),
}
"""Kind of page furniture -> patterns of the whole paragraph, small and capital letters alike."""

_NAME = r"[A-Z][\w.’'!-]*"
_PERSON = rf"{_NAME}(?: {_NAME}){{0,3}}"
_NAMES = rf"{_NAME}(?:[ ,/|&]{{1,3}}(?:(?:and|of|the|de|van|von|al|in|for|via) ){{0,2}}{_NAME}){{0,9}}"
_HOUSES = (
    rf"(?:{NAMES}|Getty(?: Images)?|AFP via Getty Images|iStock(?:photo)?|Shutterstock|EPA(?:-EFE)?|"
    r"Bloomberg)"
)
_GIVEN = r"(?:(?i:by|courtesy of|courtesy|via|file|handout|pool|provided by|supplied|screengrab):? ){0,2}"
_ROLE = (
    r"(?i:(?:additional )?(?:reporting|editing|writing|written|reported|edited|compiled|translated|"
    r"produced))"
)

BYLINES: dict[str, tuple[str, ...]] = {
    "author": (
        rf"(?:{_ROLE} )?(?:[Bb]y|BY):? {_NAMES}(?:[ |,–—-]{{1,3}}(?i:updated|published|posted).{{0,60}})?",
        rf"\(?(?:{_ROLE} (?:and \w+ )?[Bb]y {_NAMES}[;,.]{{0,2}} ?){{1,5}}\)?",
        rf"[Aa]uthors?: ?{_NAMES}",
        r"(?i:(?:our |special |staff )(?:correspondent|reporter|writer)s?|(?:news|web|online) desk)",
    ),
    "source": (
        r"(?i:sources?|via|agency|agencies|credit|courtesy(?: of)?): ?"
        rf"{_NAME}(?:[ ,/&]{{1,2}}{_NAME}){{0,5}}",
        rf"(?:{_NAMES} ?)?[\[(](?i:according to|sources?:?|from|via|based on|citing) {_NAMES}[\])]",
    ),
    "agency": (rf"[\[(–—-]{{0,2}} ?(?:{NAMES})(?: ?[/,&] ?{_PERSON}){{0,3}}[\])]?",),
    "dateline": (
        r"(?:[A-Z]{3}[\w.’'-]*(?:[ ,/]{1,2}[A-Z\d][\w.’'-]*){0,6} ?)?"
        r"\([A-Z\d][\w.’'&-]*(?: [A-Z\d&][\w.’'&-]*){0,4}\) ?[–—:>-]{0,2}",
        r"[A-Z]{3}[A-Z.’'-]*(?: [A-Z][A-Z.’'-]*){0,3}(?:, [A-Z][\w.]*(?: [A-Z\d][\w.]*){0,2}){0,2}"
        r" ?(?:[–—-]{1,2}|>>)",
    ),
    "contributors": (
        r"(?i:\(?.{1,150}?\b(?:contributed|contributing)(?: (?:reporting|research))? to this "
        r"(?:report|story|article|post)[^.]{0,60}[.)]{0,2})",
    ),
    "picture": (
        r"[\[(]?(?i:(?:photo(?:graph)?|picture|image|pic|illustration|graphic|cover|video)s?"
        r"(?:(?: (?:credits?|source))? ?[:/|]| source,| (?:credits?:?|by:?|courtesy(?: of)?:?))) ?"
        rf"{_GIVEN}(?:(?i:file|handout|screengrab|provided)|{_NAMES})[\])]?",
        rf"(?:©|\(c\)) ?(?!\d{{4}}){_GIVEN}{_NAMES}",
        rf"[\[(]?(?:{_PERSON} ?/ ?)?(?:[Vv]ia )?{_HOUSES}(?: ?/ ?{_PERSON})?(?: [Ff]ile| [Pp]hoto)?[\])]?",
        rf"{_PERSON} ?[/–—,-] ?(?:Getty|{_PERSON} ?[/–—-] ?Getty|AFP via Getty|EPA-EFE|Shutterstock)"
        rf"(?: Images)?(?: ?/ ?{_PERSON})?",
        r"(?:[\[(](?i:(?:(?:featured|cover|AP|AFP) )?(?:photo|picture|image|file|pic|screengrab))s?\b"
        r"[^\])]{0,100}[\])] ?){1,2}(?:\([\w ]{2,30}\))?",
    ),
}  # fmt: skip
"""Kind of credit -> patterns of the whole paragraph; capital letters tell names."""

_RULES = tuple((kind, re.compile(rule, re.IGNORECASE)) for kind, rules in RULES.items() for rule in rules)
_BYLINES = tuple((kind, re.compile(rule)) for kind, rules in BYLINES.items() for rule in rules)
_LISTED = re.compile(r"\(?\d{1,2}[.)]\s+|[•·*–—-]\s+")
_MARKUP = re.compile(r"\A[#>*_\s]+|[#*_\s]+\Z")
_WORD = re.compile(r"[^\W_]")

_PICTURE = r"(?:[Pp]hoto(?:s|graph)?|PHOTOS?|[Pp]ictures?|[Ii]mages?|[Pp]ic|[Cc]redits?|[Vv]ideo)"
_CAPTION_CREDIT = re.compile(
    r"(?:(?<=\s)|\A|(?<=[.!?”\"’)]))(?:"
    rf"[\[(]{_HOUSES}(?: (?:[Pp]hoto|file photo|via AP|Video))?(?:/[^\])/]{{1,60}}){{0,3}}[\])]"
    r"(?: \([\w ]{2,30}\))?"
    rf"|(?:©|\(c\)) ?(?!\d{{4}}){_GIVEN}{_NAMES}\.?"
    rf"|(?=[A-Z\[(]){_PICTURE}(?: [Cc]redit| [Ss]ource)?(?::| [Bb]y:?| [Cc]ourtesy(?: [Oo]f)?:?|/(?=[A-Z])) ?"
    rf"{_GIVEN}{_NAMES}\.?"
    rf"|[\[(](?:{_PICTURE}|[Ff]ile|[Pp]rovided by|[Cc]ourtesy|[Hh]andout|[Vv]ia|[Ss]creengrab)\b"
    r"[^\])]{0,100}[\])]"
    rf"|(?:{NAMES})(?:/| [Pp]hoto ?/ ?| via (?=AP|Getty|AFP|Reuters)){_PERSON}"
    rf"|{_PERSON} ?/ ?{_HOUSES}(?:/{_PERSON})?"
    r")\Z"
)  # fmt: skip
_CAPTION_HEAD = re.compile(
    r"(?i:file(?: photo| image| picture)?|image caption|photo caption|caption|pictured|above) ?[:–—-]"
    r"\s?(?=\S)"
    rf"|FILE\b|{_PICTURE}: (?=\S)"
    r"|In (?:this|an?) (?:(?:undated|file|recent|handout|[A-Z]\w+\.?|\d{1,4}),? ){0,6}(?:file )?"
    r"(?:photo(?:graph)?|image|picture|video frame|frame grab|combination)\b"
)
_SIGNATURE = re.compile(rf"(?<=\s)(?:[–—-]{{1,2}} ?(?:{NAMES})|[\[(](?:{NAMES})[\])])\Z")


@dataclass(frozen=True)
class Finding:
    """What a paragraph is by its own words: a role and the rule that gave it."""

    role: str
    reason: str


def judge(paragraph: str) -> Finding | None:
    """The role of a paragraph that is no part of the report; None for whatever may be one."""
    if not _WORD.search(paragraph):
        return Finding("boilerplate", "page furniture: no words")
    if len(paragraph) > LONGEST:
        return None
    line = _MARKUP.sub("", " ".join(paragraph.split()))
    if publication_date.is_stamp(line):
        return Finding("boilerplate", "page furniture: time of publication")
    for kind, pattern in _BYLINES:
        if pattern.fullmatch(line):
            return Finding("byline", f"credit: {kind}")
    listed = _LISTED.match(line)
    for candidate in (line, line[listed.end() :]) if listed else (line,):
        for kind, pattern in _RULES:
            if pattern.fullmatch(candidate):
                return Finding("boilerplate", f"page furniture: {kind}")
    return None


def picture_credit(paragraph: str) -> int | None:
    """Where the picture credit at the end of a paragraph begins, None where it ends in none."""
    found = _CAPTION_CREDIT.search(paragraph, max(0, len(paragraph) - CREDIT))
    if not found or found.group().endswith(")."):  # "… said its news agency (KCNA)." explains a name
        return None
    return found.start()


def signature(paragraph: str) -> int | None:
    """Where the agency that signs a report begins at the end of its last paragraph, None without one."""
    found = _SIGNATURE.search(paragraph, max(0, len(paragraph) - CREDIT))
    return found.start() if found else None


def begins_as_caption(paragraph: str) -> bool:
    """Whether a paragraph opens as captions do: "FILE -", "In this photo", "Image caption:"."""
    return bool(_CAPTION_HEAD.match(paragraph))
