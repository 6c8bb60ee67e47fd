"""Lines of a news page that are no part of the report, recognised by what they say: navigation, sharing, credits.

Each rule holds for a whole printed paragraph, so that a report which merely mentions cookies, comments or an
advertisement in a sentence of its own is left alone. A new rule is one line of RULES or BYLINES.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard.files import LEXICONS
from dashboard.language.lexicons import lexicon_rows
from dashboard.language.media import NAMES
from dashboard.story import publication_date

LONGEST_FURNITURE = 400
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
        r"(?:first|last|newer|older) (?:page|posts?|entries|stories)|sort(?:ed)? by:? [\w ]{2,30}|next up|coming up(?: next)?|"
        r"open (?:image )?(?:modal|gallery)|"
        r"printed from\b.{1,120}|(?:find|read|view) this (?:article|story|page) (?:online )?at:? .{0,200}|(?:this (?:article|"
        r"story) (?:was )?|"
        r"found online at|url): ?https?://.{1,250}",
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
    "time": (
        r"(?:last |first |web )?(?:updated|published|posted)(?: at)?:? \d{1,2}[:.]\d{2} ?(?:[ap]\.?m\.?)?(?: \(?[A-Z]{2,4}\)?)?",
        rf"this {_THING} (?:was |is )?(?:originally |first )?(?:published|posted|updated)(?: on| at)? [^.!?]{{0,40}}\d{{4}}.{{0,30}}",
        r"(?:[\w.’' ]{2,40} ?[/|•·–—-] ?)?(?:first |last |originally )?(?:published|updated|posted|"
        r"modified):? ?(?:on )?\d{0,2} ?\w{3,9}\.? \d{1,2},? \d{4}.{0,40}",
        r"(?:first |last |originally )?(?:posted|published|updated|modified)(?: at|"
        r" on)? (?:\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: \w{2,4})?,? )?"
        r"(?:on |at )?(?:\w{3,9} )?\d{1,2}(?:st|nd|rd|th)? ?\w{0,9}(?:,? \d{1,2}[:.]\d{2}.{0,12})?",
    ),
    "time of": (
        r"(?:last |first )?(?:published|updated|posted|modified|publié|mis à jour|aktualisiert|veröffentlicht|publicado|actualizado|"
        r"pubblicato|aggiornato)(?: on| at| le| am| el| il)?:?",
    ),
    "forecast": (
        r"(?:(?:mostly|partly) )?(?:high|low|hi|lo)s?:? (?:near |around |about |of |in the )?-?\d{1,3}(?:s| ?° ?[fc]?| ?[fc]| degrees)?"
        r"(?:[ ,/|]+(?:high|low)s?:? -?\d{1,3}(?:s| ?° ?[fc]?| ?[fc])?)?[.]*",
        r"winds? (?:(?:light(?: and variable)?|[nesw]{1,3}|(?:north|south|east|west)(?:east|west)?)\b ?){1,3}"
        r"(?:(?:at|around|up to) )?(?:\d{1,3}(?: to | ?[–-] ?)?){0,2} ?(?:mph|km/?h|knots)?[.]*",
        r"(?:\d{1,3} ?% )?chance of (?:rain|snow|showers|precipitation|thunderstorms?|storms)(?: (?:near |around |"
        r"about )?\d{1,3} ?%)?[.]*",
        r"(?:snow|rain|rainfall|ice) (?:accumulating|accumulations?(?: of)?|totals?(?: of)?)?"
        r" ?(?:less than |around |near |up to )?(?:an|one|\d)[\w ./]{0,14} ?inch(?:es)?[.]*",
        r"[A-Z][\w.’' -]{1,30},? [A-Z]{2} \(\d{5}\)",
        r"find your forecast\b.{0,60}|(?:your |local |today['’]s )?(?:weather|forecast)(?: forecast| alerts?| radar)?",
    ),
    "archive": (
        r"(?:the wayback machine|internet archive|archived)\b ?[–—:-] ?(?:https?://|from\b|capture).{1,200}|"
        r"starting in \d{4}, alexa internet has been donating\b.{1,120}|"
        r"flowing in every day, these data are added to the wayback machine\b.{0,80}|"
        r"(?:this|the) (?:page|content|article|story|link) (?:is|was|has been) archived\b.{0,120}",
    ),
    "error": (
        r"(?:sorry,? |oops[,!]? |hmm,? )?(?:an (?:unknown )?error (?:has )?occurred|something went wrong|there was (?:an error|"
        r"a problem)\b"
        r"[^.!?“”\"]{0,60})[.!]?(?: please try again\b.{0,40})?",
        r"please (?:try again|re-?enter|verify|confirm|refresh|reload|log in|choose|select|fill)\b(?!.*\b(?:said|says|told|"
        r"asked)\b).{0,80}",
        r"invalid (?:e-?mail|password|user ?name|address|zip|code|date)\b.{0,40}|you must (?:select|enter|choose|provide|agree|"
        r"be logged)\b(?!.*\b(?:said|says|told)\b).{0,80}",
        r"we['’]?(?: ha)?ve detected that\b.{0,120}|would you like to (?:proceed|continue|subscribe|switch|receive|turn on|"
        r"enable)\b.{0,100}\?",
        r"(?:page|file|article|story|content) (?:not found|unavailable|no longer available|cannot be found)[.!]?|access denied[.!]?|"
        r"(?:error )?404\b.{0,60}",
    ),
    "reading time": (
        r"(?:(?:estimated )?read(?:ing)? time:? ?|time to read:? ?)?(?:<|about )?\d{1,3}[ "
        r"-]?min(?:ute)?s?\.?(?: (?:to )?(?:read(?:ing)?|video|audio|listen|watch))?(?: time)?",
    ),
    "comments": (
        r"be the first to (?:comment|reply|like|know)\b.{0,40}",
        r"(?:you (?:must|need to) be|please) (?:logged in|sign(?:ed)? in|register(?:ed)?|log in|a subscriber)\b.{0,100}\b(?:comment|"
        r"reply|post|vote)s?\b.{0,40}|"
        r"(?:comments (?:are|have been) (?:closed|turned off|disabled|moderated)|not all comments\b|(?:the )?comments (?:below|here|"
        r"posted)\b)[^.!?]{0,120}[.!]?",
        r"(?:\(?\d{1,6}\)? )?comments?:?(?: ?\(?\d{1,6}\)?| off| closed| are closed)?",
        r"(?:no|add a|leave a|post a|write a|view(?: all)?|show|hide|read|see all|all) "
        r"(?:\d{1,6} )?comments?(?: ?\(\d{1,6}\))?",
        r"leave a reply.{0,60}|join the (?:conversation|discussion)\b.{0,60}",
        r"your email address will not .{1,100}",
    ),
    "sharing": (
        rf"(?:(?:share|tweet|post|pin|send|e-?mail)(?: (?:this|it))?(?: (?:on|to|via|by|with))? ?{_SITE}[ ,|/•·]*){{2,8}}|"
        rf"copy link to (?:the )?clipboard|(?:reuse|republish|"
        r"license) (?:this|our) (?:content|article|story|work).{0,60}",
        r"(?:do you |did you )?(?:like|love|enjoy|enjoyed|liked|enjoying) (?:this|what you|our|reading)\b[^.!?]{0,60}\?"
        r".{0,150}",
        r"(?:share|spread|pass) (?:this|it|the word)\b.{0,40}(?:friends?|family|network|social media)\b.{0,40}",
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
        r"this is (?:a|an) (?:subscriber|member|premium|paid)[ -]?(?:only|exclusive|content|story|article)?\b.{0,80}",
        r"(?:you (?:must|need to|have to) be|only|this is for|for) (?:a |an |our )?(?:logged[ -]in|subscribers?|members?|registered|"
        r"premium)\b[^.!?]{0,60}\b"
        r"(?:read|view|continue|access|see|watch|only|story|article|content)\b.{0,80}",
        r"(?:get|enjoy|unlock|start) (?:unlimited|full|digital|free|premium|ad-free) (?:digital )?(?:access|reading|articles)\b.{0,120}",
        r"your (?:free|remaining|complimentary|subscription|account|trial|membership)\b[^.!?]{0,60}\b(?:articles?|stories|used|"
        r"expired?|ended?|limit|access|left)\b.{0,120}",
        r"\[?(?:sign up (?:for|to)|subscribe to|listen to|download|read|get|watch|follow) [^.!?\]]{1,120}(?:newsletters?|podcasts?|"
        r"e-?mail|briefing|app|wire|alerts?|"
        r"digest|channel)\b[^\]]{0,160}\]?(?<!said\.)(?<!says\.)",
        r"(?:tune in|watch (?:us|live|tonight|the (?:show|full))|catch (?:the|us|our))\b[^.!?]{0,120}\b(?:tonight|channel|weekdays|"
        r"weeknights|on (?:air|demand)|streaming|live)\b.{0,100}",
        r"[^.!?]{1,160}\b(?:straight|directly|direct|delivered|sent|right)(?: \w{1,10})? (?:to|in|"
        r"into) your (?:in-?box|mailbox|e-?mail|phone)\b"
        r".{0,60}",
        r"(?:get|receive|want|need|have) [^.!?]{1,160}\b(?:your (?:e-?mail )?(?:in-?box|mailbox)|your e-?mail|your (?:phone|"
        r"device|feed))\b"
        r".{0,160}",
        r"(?:get|download|install|try|open|use) (?:the|our|all) [^.!?]{0,60}\bapps?\b(?! (?:store|developer)s? (?:was|were|is))"
        r".{0,120}",
        r"(?:want|looking for|interested in|enjoying)\b[^.!?]{0,80}\? .{0,160}\b(?:in-?box|newsletters?|"
        r"subscribe|sign up|follow|apps?)\b.{0,120}",
        r"(?:sign|signing) up (?:here|below|today|now|free|and)\b.{0,200}|by (?:signing|subscribing|providing your|entering your|"
        r"submitting)\b.{0,300}",
        r"(?:our|this) (?:[\w’']{1,20} ){0,4}newsletter\b.{0,40}\b(?:delivered|sent|lands|brings you|straight|your)\b.{0,120}",
        r"(?:you (?:can |may )?)?(?:unsubscribe|opt[ -]?out)(?: at any ?time| here)?\b.{0,60}|thank(?:s| you) for (?:signing up|"
        r"subscribing|reading|your support)\b.{0,120}",
        r"(?:be the first to know|never miss (?:a|an|any|another)\b).{0,120}",
        r"(?:to (?:continue|keep|finish) reading|to read (?:the (?:full|rest)|more|this)\b).{0,160}",
        rf"(?:this|the) (?:{_THING}|content|feature) is (?:only |exclusively )?(?:available|reserved|exclusive|for)\b.{{0,20}}"
        r"\b(?:subscribers|members|premium|registered)\b.{0,100}",
        r"(?:you(?:['’]ve| have)) (?:\d{1,3}|\w{2,6}) (?:free |remaining )?(?:articles?|stories)\b.{0,80}|you(?:['’]ve| have) reached "
        r"(?:your|the)\b.{0,60}\blimit\b.{0,80}",
        r"(?:create|register for|open) (?:a|an|your) (?:free )?(?:account|profile)\b.{0,100}|(?:already|do(?:n['’]t)?) (?:you )?have an "
        r"account\b.{0,80}|(?:unlimited|full) (?:digital )?access(?: (?:for|from|to (?:all|our|every)|with)\b.{0,80})?[.!]*",
        r"(?:please )?(?:consider|help us|help support|support)\b.{0,60}\b(?:donat\w+|contribut\w+|our (?:work|journalism|newsroom|"
        r"reporting)|non-?profit)\b.{0,200}|(?:donate|give|contribute) (?:now|today|here)[.!]?|if you (?:value|appreciate|rely on)\b"
        r".{0,200}",
        r"your (?:support|contribution|donation|subscription) (?:helps?|makes?|allows?|keeps?|funds?)\b.{0,200}",
        r"(?:please )?subscribe(?: (?:now|today|here))?(?:(?: to| for| and| with)\b.{1,200}|"
        r"[.!]?)",
        r"(?:sign|log) ?(?:up|in|on|out)(?: (?:to|for|here|now|with)\b(?!.*\b(?:said|says|told)\b).{0,200})?[.!]?",
        r"register(?: now| for free)?",
        r"discover more from .{1,100}|join [\d,.]+k? other (?:subscribers|followers).{0,40}",
        r"continue reading.{0,40}",
        r"(?:already|not yet) a (?:subscriber|member)\b.{0,100}",
        r"(?:type|enter) your e-?mail\b.{0,60}",
        r"(?:our |daily |free )*newsletters?(?: sign-?up)?|newsletter sign-? ?up\b.{1,200}",
        r"[^.!?]{0,40}\b(?:e-?mails?|newsletters?|alerts|briefings?) (?:get|receive|sign up|subscribe)\b[^.!?]{0,140}[.!]?",
        r"(?:the |our )?[^.!?]{0,80}\b(?:news|stories|headlines)\b[^.!?]{0,60},? delivered (?:every |each |on )?(?:week|daily|"
        r"morning|day|to you|"
        r"straight|fresh).{0,60}",
        r"become a (?:member|subscriber|patron)\b.{0,80}",
    ),
    "related": (
        r"(?:maps?|charts?|graphics?|photos|in numbers|at a glance|from the archives?|from our archives?|flashback|audio|"
        r"documents?) ?[:|»→] ?"
        r"(?!.{0,200}\b(?:said|says|told|was|were)\b).{1,160}(?<![.])",
        r"(?:opinion|analysis|explainer|slideshow|raw|in (?:pictures|photos|depth|full)|podcast|gallery|quiz|live(?: updates|"
        r" ?blog)?|timeline|"
        r"profile|factbox|q&a|fact[- ]check) ?[:|»→] ?(?!.{0,200}\b(?:said|says|told)\b).{1,160}(?<![.])",
        r"(?:read |see |find )?more (?:stories )?(?:about|on): .{1,200}|(?:story|article|report|post) highlights:?|"
        r"(?:watch|see|hear|listen to) (?!.*\b(?:said|told)\b).{0,160}(?:, below[:.]?| below:)|(?:(?:watch|see)|"
        r"[\w’' ]{2,40} (?:in the|her|his|it|from|for)\b).{0,120}\b(?:in the )?(?:video|clip|photos?|gallery)s?"
        r"(?: \w{2,20})? below[.:!]?(?<!said\.)",
        r"(?:watch|catch|see) (?![^.!?]*\b(?:was|were|said|had)\b)[^.!?]{1,80}"
        r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekdays|weeknights|tonight)\b.{0,60}",
        r"(?![^.!?]*\b(?:said|says)\b)[^.!?]{1,60} airs (?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays|weeknights|"
        r"tonight|nightly)\b"
        r".{0,80}\b(?:on|at)\b.{0,40}",
        r"(?:here['’]s|here (?:is|are)) (?:what|how|why|where|everything|the \w+ things)\b[^.!?:“”\"]{0,80}\bto (?:watch|look|"
        r"expect|know)\b[^.!?“”\"]{0,60}[.:!]?|go deeper(?: \([^)]{1,40}\))?|explore more(?: (?:on|about|in|from)\b.{0,60})?|(?:here['’]s |"
        r"here is )?what (?:you (?:need to|should|must) know|to know|we know(?: so far)?)(?: (?:about|on|as)\b[^.!?]{1,100})?|"
        r"(?:more|read|see|follow) (?:on|about) (?:these topics|this (?:story|topic|author)).{0,30}",
        r"(?:watch|listen|read|see)(?: (?:above|below|here|now|live))*: .{1,160}",
        r"(?:read|see|watch|hear|view|explore|find|follow|check out|click|browse)\b(?: (?:all|more|the (?:full|latest|rest)|our|"
        r"also))+(?: of)?(?: (?:our|the|of))?\b[^.!?]{0,80}\b(?:coverage|stories|articles?|reports?|analysis|updates|live ?blog|"
        r"headlines|videos?|interview|transcript|here)\b[^.!?]{0,80}[.!:»>→…]*",
        r"(?:related|recommended(?: reading)?|trending|in case you missed it|icymi|don['’]t miss|dig deeper|go deeper|background|"
        r"(?:more |also |further )?(?:read|reading|watch|listen|see)(?: (?:more|also|now|next|here))?|more (?:on|"
        r"from) (?!.*\b(?:was|were|is|are|has|had|said)\b)[^:|]{1,40}|"
        r"(?:related|full|live) (?:coverage|stor(?:y|ies)|articles?|videos?|updates?|topics?))"
        r" ?[:|»→>–—-]+ ?(?!\w{1,20} said\b).{1,200}",
        r"for (?:more|the latest|full|breaking|all the latest)\b[^.!?]{0,80}(?:, ?|\b)(?:news|coverage|stories|information|"
        r"updates|on this)"
        r"\b.{0,40}\b(?:visit|click|follow|go to|see|read|sign up|download|check|head)\b.{0,160}",
        r"for more (?:on|about)\b[^.!?]{0,80}, (?:pick up|buy|get) (?:the|a|(?:next|this) (?:week|month)['’]s) (?:new|latest|"
        r"current|copy|next|"
        r"issue|edition)\b.{0,140}|for more (?:on|about)\b[^.!?]{0,80}, pick up\b.{0,140}",
        rf"(?:read|see|learn|find out)(?: (?:more|also|next|here|full {_THING}|the full {_THING}|"
        rf"original {_THING}))+(?: (?:on|about|from|at|here)\b [^.!?]{{0,150}})?{_END}",
        r"(?:read|see|watch|also read|must read|must watch|see also|read also|read more|watch now|"
        r"read next|related|more) ?[:»|→] ?.{1,150}",
        r"(?:related|recommended|suggested|similar|more|latest|top|popular|trending|other|"
        r"featured)(?: (?:related|articles?|topics?|stor(?:y|ies)|news|posts?|links?|content|"
        r"coverage|tags|reads?|videos?|galler(?:y|ies)|headlines|for you|now|on this (?:story|"
        rf"topic)))+(?: (?:on|from|in|about) [\w ’'&.-]{{1,60}})?{_END}",
        r"more (?:from|on|in|about) [\w ’'&-]{1,60}:?|related:?|recommended:?",
        r"[^.!?]{10,150} read more[.…»>]*",
        r"(?-i:(?:Related|Recommended|Trending)(?: (?:[A-Z\d$'‘’“\"][^\s]*|a|an|the|of|in|on|to|for|and|at|by|with|from|[-–—&])){4,40})",
        r"trending(?: now)?:?|see also:?|also (?:read|see):?",
        r"(?:you (?:may|might) (?:also )?(?:like|be interested in)|don['’]t miss|up next|in case "
        r"you missed it|around the web|(?:most|must)[ -](?:read|popular|viewed|watched|shared)|"
        r"editor['’]?s['’]? picks?|(?:what to )?read next|from our partners|promoted stories|in "
        rf"this (?:story|article)|explore more){_END}",
        r"(?:topics?|tags?|keywords|categories|filed under|posted in|tagged)(?:(?:: ?| )[\w#’'&,.|"
        r" -]{1,250}(?<![.!?])|:)?",
    ),
    "advertising": (
        r"(?:this |the )?advert(?:isement)?s?\b.{0,120}\b(?:scroll|continues?|loaded|below|skip|close)\b.{0,60}",
        r"(?:advertisements?|advertising|advertorial|ads?|sponsored(?: content| by .{1,40})?|"
        r"promoted|paid (?:post|content))[:.]?(?: ?[–—-]? ?(?:continue reading|(?:story|article) "
        r"continues)\b.{0,40})?",
        rf"(?:{_THING}) continue[sd] below.{{0,60}}|{_THING} continues (?:after|below)\b.{{0,60}}",
        r"remove ads.{0,20}",
    ),
    "legal notice": (
        r"(?:this|all|the) (?:material|content|text|site|page|work)s? (?:is|are) (?:copyrighted|protected by copyright|"
        r"under copyright)\b.{0,160}|"
        r"(?:this|our) (?:web)?site (?:uses|sets|stores) cookies\b.{0,250}|click for restrictions",
        r"(?:all )?(?:content|text|photos?|images?|materials?) (?:is |are )?(?:copyright|©).{0,100}",
        r"(?:not all |the )?(?:comments|views|opinions|letters) (?:reflect|represent|are those of)\b.{0,160}|"
        r"(?:not all comments|comments|views) [^.!?]{0,40}\b(?:reflect|represent) the (?:views?|opinions?) of\b.{0,120}",
        r"our standards ?:.{0,120}|(?:opens new tab)?,? ?purchase licensing rights.{0,60}",
        r"(?:to order|order|buy|request|purchase|get) (?:presentation[- ]ready |our )?(?:copies|reprints?|photo reprints|back issues|"
        r"permissions?|licens\w+ rights)\b.{0,250}|reprints?(?: (?:and|&) permissions?)?",
        r"(?:this copy is for your personal|distribution and use of this material|(?:republishing|reuse|reproduction) (?:of|"
        r"or) ).{0,250}",
        r"(?:the )?(?:views|opinions)(?: and (?:views|opinions))? expressed\b.{0,40}\b(?:are|do not|belong|in this)\b.{0,250}",
        r"(?:the )?(?:(?:ap|associated press|[\w’'& ]{3,60} (?:department|desk|newsroom|"
        r"coverage))(?:['’]s? [\w -]{3,60} coverage)? receives "
        r"(?:financial )?support|[\w’' ]{2,40} is solely responsible)\b.{0,280}",
        r"(?:read|see|view|review) (?:our|the) (?:full )?(?:privacy|cookie|terms|editorial|ethics|comment\w*)\b.{0,80}|"
        r"(?:manage|change|update|review) (?:your |my )?(?:privacy|cookie|consent|ad|notification)s?\b.{0,80}",
        r"\(*(?:©|\(c\)|copyright)(?=.{0,120}(?:\d{4}|reserved|copyright|ltd|inc|"
        r"pty)).{1,250}",
        r"(?!.*[“”\"]).{0,160}all rights? reserved\b(?!.*\b(?:said|says|told|ruled)\b).{0,200}",
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
        r"(?:republished|reprinted|reproduced|syndicated|adapted) (?:here )?(?:from|courtesy of|by arrangement with) .{1,160}",
        r"[\[(](?:this |the )?(?:story|article|report|copy)\b[^\])]{0,60}\b(?:has|have|is|was)\b[^\])]{0,100}\b(?:edited|syndicated|"
        r"feed|agency|wire)\b[^\])]{0,160}[\])]",
        r"the post .{1,200} (?:appeared first on|first appeared on) .{1,60}|(?:compiled|adapted) from (?:staff|wire|agency|"
        r"news)\b.{0,80}",
        rf"[\[(*]{{0,2}}(?:(?:an? (?:\w{{1,12}} )?version|an? (?:\w{{1,12}} )?excerpt|portions?|parts?) of (?:this|the)|this) "
        rf"(?:\w{{1,12}} )?(?:{_THING}|column|dispatch|piece|essay|excerpt)s? (?:also |first |originally |"
        rf"previously )*(?:appear(?:s|ed)|ran|"
        r"(?:was|were|is|has been) (?:also |first |originally |previously )*(?:published|posted|produced|reported|printed|co-?published|"
        r"distributed|republished|reprinted|provided|supplied|part of|supported|made possible))\b(?=.{0,80}\b(?:in|on|by|as|with|from|"
        r"the|under)\b).{1,260}",
        rf"the (?:{_THING}|column|essay) (?:first|originally) (?:appeared|ran) (?:in|on)\b.{{1,160}}",
        r"(?:republished|reprinted|reproduced|used|published) (?:here )?(?:with (?:the )?permission|under (?:a )?(?:creative|license|"
        r"licence)|courtesy).{0,160}",
        r"(?:[\w’'.& ]{2,50} is a (?:non-?profit|non-?partisan)\b[^.!?]{0,80}\b(?:news|newsroom|journalism|reporting|media)\b).{0,200}",
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
        r"sources?: ?(?:https?://|www\.|bit\.ly/)\S{1,200}(?: .{1,150})?|sources?: .{1,200}\bet al\b.{0,160}",
        r"(?:for )?more information:? (?:the |an? )?.{2,80} (?:has|provides?|offers?) more "
        r"(?:information |details )?(?:about|on) .{2,80}",
        r"(?:visit|go to) (?:the |an? )?[^,!?“”\"]{2,80} (?:for|to (?:read|learn|find out)) more "
        r"(?:on|about|information)\b[^,!?“”\"]{0,80}",
    ),
    "embedded post": (
        r"[—–-]{1,3} ?[^()]{1,80}\(@\w{1,30}\).{0,60}",
        r"[^()]{1,60}\(@\w{1,30}\)(?: on (?:x|twitter|instagram|threads|tiktok))?(?: ?[·•|,-]? ?\w{3,9}\.? \d{1,2},? ?\d{0,4})?",
        r"(?:view|see) (?:this|the|more|full)? ?(?:post|tweet|profile|thread|video|photo)?s? ?on (?:instagram|"
        r"twitter|x|facebook|tiktok|threads|"
        r"youtube|reddit|bluesky|truth social)",
        r"(?:a|this) (?:post|photo|video|reel|tweet|thread) (?:shared|posted|uploaded) by .{1,120}",
        r"(?:posted|tweeted|shared|uploaded) by .{1,60} on .{1,60}|follow @\w{2,30}",
        r"(?:https?://)?(?:pic\.(?:twitter|x)\.com|t\.co|instagram\.com|twitter\.com|x\.com)/\S{1,100}",
        r"(?:see|view|read) (?:new |the )?(?:replies|conversation|tweet|latest tweets)\b.{0,60}|\d[\d.,]{0,7}[km]? (?:people|users) "
        r"(?:are talking|follow|like)\b.{0,80}",
    ),
    "reader call": (
        r"(?:spotted|found|noticed|see|seen) (?:a|an|any|something) (?:mistake|error|typo|wrong|inaccurate|problem)\b.{0,120}",
        r"(?:send|share|submit|give|got|have) (?:us )?(?:a |your |any )?(?:news |"
        r"story )?tips?\b[^.!?]{0,100}[.!?]?(?: .{0,100})?(?<!said\.)",
        r"(?:do you|have you|did you|got|have)\b[^.!?]{0,120}\?.{0,20}\b(?:e-?mail|contact|send|call|let us know|write|get in touch|"
        r"tell us|share|reach|click)\b.{0,160}",
        r"(?:send|e-?mail|share|submit|text|whatsapp)(?: us)?(?: (?:your|any|a|news|story))* (?:tips?|stor(?:y|ies)|letters?|photos?|"
        r"feedback|questions?|comments?|views|thoughts)\b[^.!?]{0,60}\b(?:to|at|via|on|with us|here|below)\b.{0,140}",
        r"(?:(?:have a|got a|any) (?:question|comment|tip|thought)s?\b[^.!?]{0,60}\? )?(?:let us know|tell us|have your say|join the "
        r"(?:debate|discussion|conversation))(?: (?:what you|your|how|about|if|in|on|at|by|below|here|with)\b[^,“”\"]{0,160}|[.!]*)",
        r"(?:plus,? )?join [^.!?“”\"]{1,80} for (?:a|an|our|the) (?:live |online )?(?:chat|blog|discussion|webcast|q&a)\b.{0,80}",
        r"what do you think(?: (?:about|of)\b[^.!?]{1,80})?\?.{0,160}|vote (?:now[.!]*|in (?:our|the) (?:poll|survey)\b.{0,80})|"
        r"take (?:our|the) (?:poll|quiz|survey)\b.{0,80}",
        r"if you (?:or someone you know|have (?:been|a|any)|need (?:help|support)|are (?:affected|struggling|a))\b.{0,200}"
        r"\b(?:hotline|lifeline|helpline|contact|e-?mail|call|reach out|get in touch|text|988)\b.{0,160}",
        r"if you,? or (?:someone|somebody|anyone|anybody)(?: else)? you know\b.{0,200}",
        r"you can (?:speak|talk) (?:with|to) .{0,80}\b(?:lifeline|helpline|hotline|samaritans|crisis)\b.{0,160}",
        r"(?:call|text|dial|contact|visit|chat)\b.{0,60}\b(?:national )?(?:suicide|crisis|lifeline|helpline|hotline|"
        r"samaritans)\b.{0,200}",
    ),
    "player": (
        r"(?:video|audio|footage) (?:is )?provided by [^,!?“”\"]{2,60}",
        r"(?:two|three|some|several|one) of our (?:\w+ )?(?:reporters?|correspondents?|columnists?|critics?|editors?|writers?) "
        r"(?:sits?|discuss(?:es)?|explains?|talks?|breaks?|takes?|looks?|answers?|weighs?)\b[^“”\"]{2,180}",
        r"exclusive|[\w’'. ]{2,40} has (?:exclusively )?learned\.?|and get this\b[ .…]*",
        r"webvtt\b.{0,40}",
        r"(?:loading(?: (?:video|audio|player|comments|gallery|more|content))?[.… ]*){1,4}",
        r"enlarge (?:this )?(?:image|photo|picture)\b.{0,100}|(?:hide|toggle) caption\b.{0,100}",
        r"your (?:web )?(?:browser|device|ad ?blocker|connection|version)\b[^.!?]{0,100}[.!]?(?: (?:please|update|try|use|download|"
        r"switch)\b.{0,100})?",
        r"(?:click|tap|press|swipe|scroll)(?: on| through)? the [\w’' -]{1,30}(?: (?:above|below))? (?:to|for)\b.{0,120}",
        r"(?:please )?(?:click|tap|press|swipe)(?: on)? (?:here|below|above|play|the (?:link|image|photo|button|arrow|video|box)s?)\b"
        r".{0,200}",
        r"(?:sorry,? |oops,? )?(?:this|the) (?:video|audio|content|media|image|post|tweet|element) (?:(?:can ?not|can['’]t|could not) be "
        r"(?:played|displayed|loaded|shown)|(?:is(?:n['’]t| not| no longer|))(?: currently)? (?:un)?available|"
        r"is (?:hosted (?:by|on)|loading|"
        r"provided by))\b(?!.*\b(?:said|says|told|ruled|according)\b).{0,120}",
        r"(?:to (?:view|see|display|watch|play)|viewing) (?:this|the|embedded)\b.{0,30}\b(?:content|video|post|tweet|media|player|"
        r"map|chart)\b.{0,200}|allow [\w ]{2,30} content\??.{0,100}",
        r"(?:skip|hide|show|toggle|enlarge|view|expand|open|close)(?: (?:the|this))? (?:caption|ad|advert\w*|video|photos?|image|"
        r"gallery|map|comments|transcript|promotion|full ?screen|slideshow)(?: \w{1,20}){0,3}",
        r"(?:play|pause|watch|mute|unmute|loading|load)(?: (?:the )?(?:video|audio|more|now|again|"
        r"player|live))*[.…]*",
        r"(?:your|this) browser does(?: not|n['’]t) support.{0,120}",
        r"(?:please )?enable javascript.{0,120}",
        r"javascript is (?:disabled|required|not)\b.{0,120}",
        r"media playback is (?:un|not )supported.{0,60}",
        r"(?:image|media|video|photo) (?:caption|copyright),?|now playing:?",
        r"(?:image|photos?|videos?|gallery|audio):?|(?:view )?(?:photo )?gallery|slideshow",
        r"(?:image|photo|slide|picture)? ?\d{1,3} ?(?:/|of) ?/? ?\d{1,3}|live",
        r"click (?:here )?to (?:enlarge|expand|play|view|watch|zoom|listen)\b.{0,60}",
        r"(?:text|font) size.{0,20}|a[+-]",
    ),
}
"""Kind of page furniture -> patterns of the whole paragraph, small and capital letters alike."""

_NAME = r"(?:(?:al|el|ash|bin|ibn)-)?[A-Z][\w.’'!-]*"
_PERSON = rf"{_NAME}(?: {_NAME}){{0,3}}"
DATE = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? "
    r"\d{1,2}(?:, \d{4})?"
)
"""A day of a year, as captions end with it."""
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
        rf"{_NAME} {_NAME} in {_NAMES}(?:(?:,| and|, and) {_NAME} {_NAME} in {_NAMES}){{1,4}}",
        rf"(?:[Bb]y|BY):? (?:{_NAMES}|(?i:(?:our )?(?:own )?(?:staff|correspondents?|reporters?)(?: writers?| reporters?)?)),? "
        r"(?i:(?:and|with) (?:(?:the |news |wire )?(?:agencies|agency|wires|wire services?)))",
        rf"(?:{_ROLE} )?(?:[Bb]y|BY):? {_NAMES}(?:[ |,–—-]{{1,3}}(?i:updated|published|posted).{{0,60}}|"
        rf" {DATE}(?: at \d{{1,2}}:\d{{2}} ?[AP]M)?)?",
        rf"(?i:posted|uploaded|submitted|published) by:? {_NAMES}",
        rf"\(?(?:{_ROLE} (?:and \w+ )?[Bb]y {_NAMES}[;,.]{{0,2}} ?){{1,5}}\)?",
        rf"(?:[Bb]y|BY) (?:our (?:own )?|{_NAMES} )?(?i:staff|newsroom|(?:news|web|foreign) desk|correspondents?|reporters?)"
        r"(?i: (?:writers?|reporters?|correspondents?))?",
        rf"[Aa]uthors?: ?{_NAMES}",
        r"(?i:(?:our |special |staff )(?:correspondent|reporter|writer)s?|(?:news|web|online) desk)",
        rf"(?:(?:Digital|Staff|Senior|Web|Online|Special|Political|News|Associate|Contributing|Managing) )+(?:Reporter|Writer|"
        rf"Editor|Producer|"
        rf"Correspondent|Columnist),? {_NAME} {_NAME}(?: {_NAME})?",
        rf"(?:{_NAMES}['’]s? )?{_NAME} {_NAME}(?: {_NAME})? (?:reports|has (?:more|the (?:story|details|latest)))(?: live)?"
        rf"(?: from {_NAMES})?\.?",
        rf"{_NAME} {_NAME}(?: {_NAME})? reports(?: live)? (?:for|from|on|in) [^.!?]{{2,60}}?\b{DATE}\.?",
    ),
    "source": (
        r"(?i:sources?|via|agency|agencies|credit|courtesy(?: of)?): ?"
        rf"{_NAME}(?:[ ,/&]{{1,2}}{_NAME}){{0,5}}",
        r"\((?:(?:[A-Z\d][\w.’'&-]*|at|on|of|the|and)[ ,/]+){2,13}[A-Z\d][\w.’'&-]*\)",
        rf"(?:{_NAMES} ?)?[\[(](?i:according to|sources?:?|from|via|based on|citing) {_NAMES}[\])]",
    ),
    "agency": (rf"[\[(–—-]{{0,2}} ?(?:{NAMES})(?: ?[/,&] ?{_PERSON}){{0,3}}[\])]?",),
    "dateline": (
        r"(?:[A-Z]{3}[\w.’'-]*(?:[ ,/]{1,2}[A-Z\d][\w.’'-]*){0,6} ?)?"
        r"\([A-Z\d][\w.’'&-]*(?: [A-Z\d&][\w.’'&-]*){0,4}\) ?[–—:>-]{0,2}",
        r"[A-Z]{3}[A-Z.’'-]*(?: [A-Z][A-Z.’'-]*){0,3}(?:, [A-Z][\w.]*(?: [A-Z\d][\w.]*){0,2}){0,2}"
        r" ?(?:[–—-]{1,2}|>>)",
    ),
    "author note": (
        rf"{_PERSON} (?i:is on (?:x|twitter|threads|bluesky|instagram|mastodon|facebook))\b.{{1,80}}",
        rf"{_PERSON} (?:covers|writes about|reports on|edits) (?!.*[“”\"])[^.]{{3,100}}? (?:for|at) (?:the |The )?{_NAMES}\.?",
        r"(?i:to (?:contact|reach) the (?:reporter|author|writer|editor)s?\b[^:]{0,60}:) .{1,160}",
        rf"(?i:(?:you can )?(?:follow|contact|reach|e-?mail|write to|message)) (?:(?i:the (?:reporter|author|writer)s?:?|him|her|"
        rf"them|me)|(?i:reporters?|writers?|editors?|columnists?) {_PERSON}|"
        rf"{_PERSON})(?i:(?:(?: (?:at|on|via|by|through)\b)|:? (?=\S{{2,40}}@|@)).{{1,160}})",
        rf"(?:{_PERSON}|(?i:he|she|they|the (?:author|writer|reporter)s?)) (?i:(?:can|may) be (?:reached|contacted|followed|e-?mailed)"
        r"\b.{1,160})",
        rf"(?:{_PERSON}|(?i:he|she)) (?i:(?:tweets|posts) (?:at|as|@)) ?.{{1,60}}",
        rf"(?:(?i:the (?:author|writer) is (?:a|an|the))|{_PERSON} (?i:is (?:the|a|an) (?:author of|"
        rf"[\w -]{{0,40}}(?:fellow|professor|lecturer|"
        r"columnist)\b.{0,80}\b(?:author|writes|book|views|opinions)))).{1,250}",
        r"(?i:e-?mail|twitter|contact|x|tel|phone):? ?(?:@\w{2,30}|[\w.+-]{1,40}@[\w.-]{3,40})",
        r"[\w.+-]{1,40}@[\w-]{2,30}(?:\.[\w-]{2,20}){1,3}|@\w{2,30}",
    ),
    "contributors": (
        rf"(?i:this (?:report|story|article|post) (?:includes|contains|uses)) (?:[\w’'-]{{1,20}} ){{0,3}}(?i:from|"
        rf"by) (?:[Tt]he )?{_NAMES}\.?",
        rf"(?:{_NAMES} )?(?i:writers?|reporters?|correspondents?|journalists?|staff|"
        rf"video journalists?) {_NAMES} (?i:(?:also )?contributed)\b.{{0,80}}",
        r"(?i:(?:additional|further|extra) (?:reporting|research|work|material)(?: (?:by|from))?) (?:(?:the|"
        r"our) )?(?:[\w’'-]{1,20} ){0,3}"
        r"(?i:bureau|desk|staff|agencies|newsroom|team|correspondents?)s?\.?",
        rf"{_PERSON} reported from {_NAMES}(?:(?:,| and) {_PERSON} (?:reported )?from {_NAMES}){{0,4}}\.?",
        rf"[—–-]{{0,2}} ?(?i:with (?:additional )?(?:reporting|assistance|help|files|contributions|reports?) (?:by|"
        rf"from)) (?:[Tt]he )?{_NAMES}\.?",
        rf"{_NAMES},? (?i:contributed (?:additional )?(?:reporting|research|to this))\b.{{0,80}}",
        r"(?i:\(?.{1,150}?\b(?:contributed|contributing)(?: (?:reporting|research))? to this "
        r"(?:report|story|article|post)[^.]{0,60}[.)]{0,2})",
    ),
    "picture": (
        rf"(?i:photo(?:graph)?|image|picture|illustration)s? (?i:by) {_NAMES} (?i:from|on|via|for) (?:[Tt]he )?{_NAMES}\.?",
        rf"[\[(]{_PERSON} ?/ ?{_NAMES}(?: [Vv]ia {_NAMES})?[\])]",
        r"[\[(]?(?i:(?:photo(?:graph)?|picture|image|pic|illustration|graphic|cover|video)s?"
        r"(?:(?: (?:credits?|source))? ?[:/|]| source,| (?:credits?:?|by:?|courtesy(?: of)?:?))) ?"
        rf"{_GIVEN}(?:(?i:file|handout|screengrab|provided)|{_NAMES})[\])]?",
        rf"(?:©|\(c\)) ?(?!\d{{4}}){_GIVEN}{_NAMES}",
        rf"[\[(]?{_NAME}(?: {_NAME}){{1,3}} ?/ ?(?:[Tt]he )?{_NAMES}(?:\.{{3}}|…)?[\])]?",
        rf"{_NAMES} [Vv]ia {_HOUSES}(?: [Ff]ile)?",
        rf"{_NAMES} ?/ ?(?:Facebook|Twitter|Instagram|YouTube|Flickr|Wikimedia Commons|Google(?: Maps| Street View)?)",
        rf"[\[(]?(?:{_PERSON} ?/ ?)?(?:[Vv]ia )?{_HOUSES}(?: ?/ ?{_PERSON})?(?: [Ff]ile| [Pp]hoto)?[\])]?",
        rf"{_PERSON} ?[/–—,-] ?(?:Getty|{_PERSON} ?[/–—-] ?Getty|AFP via Getty|EPA-EFE|Shutterstock)"
        rf"(?: Images)?(?: ?/ ?{_PERSON})?",
        r"(?:[\[(](?i:(?:(?:featured|cover|AP|AFP) )?(?:photo|picture|image|file|pic|screengrab))s?\b"
        r"[^\])]{0,100}[\])] ?){1,2}(?:\([\w ]{2,30}\))?",
    ),
}  # fmt: skip
"""Kind of credit -> patterns of the whole paragraph; capital letters tell names."""

_CREDITS = re.compile(
    r"[\[(*–—-]{0,2} ?(?i:(?:additional |further |extra )?(?:reporting|writing|editing|compiled)(?: and (?:writing|editing))? by) "
    r"(?-i:[A-Z])(?:[^.!?“”\"]|(?<=\b[A-Z])\.|(?<=[;,] )\.)*[.\])]{0,2}"
)
"""Who wrote and edited a report of an agency, however many they are."""
LONGEST_CREDITS = 1_500

_PIECE = (
    rf"(?:(?:headline|caption) (?:of|on) this )?(?:news |breaking )?(?:{_THING}|piece|dispatch|column|item|headline|caption|"
    r"live ?blog)"
)
_HAS_BEEN = (
    r"(?:has|have|had|was|were|is|will be|may be)(?: since)?(?: being)?(?: been)?(?: \w{2,12}ly)? (?:updated|corrected|amended|revised|"
    r"clarified|changed|modified|edited)"
)

CORRECTIONS: tuple[str, ...] = (
    r"[\[(*—–-]{0,2} ?(?:corrections?|clarifications?|corrections? and clarifications?|editor['’]?s?['’]? notes?|retraction)"
    r"(?: ?\([^)]{1,40}\)| (?:appended|added|made)|,? \w{3,9}\.? \d{1,2}(?:, \d{4})?)?(?: ?[:–—|-]+ ?.{1,560}|[.]?)",
    rf"[\[(*—–-]{{0,2}} ?(?:this|our) {_PIECE}(?:['’]s (?:headline|caption)| above)? {_HAS_BEEN}(?:[.)]*|[ ,;:–—-]+"
    r"(?!by the )(?:to|with|since|on|at|after|throughout|from|by adding|because|and|for|\d|in)\b.{0,400})",
    rf"[\[(*—–-]{{0,2}} ?the {_PIECE}(?:['’]s (?:headline|caption)| above)? {_HAS_BEEN} (?:to (?:include|correct|reflect|add|remove|"
    r"clarify|show|note|make clear)|with (?:comments?|additional|new|more|a statement))\b.{0,400}",
    rf"[\[(*—–-]{{0,2}} ?(?:(?:due to|because of|owing to) [^.!?]{{1,60}}, )?(?:in )?(?:an?|the|"
    rf"our) (?:earlier|previous|original|initial|older|"
    rf"prior)(?: online)? (?:version|headline|edition|caption)s?(?: of| on| for| in)? (?:this|the|our|an?) {_PIECE}\b.{{1,500}}",
    rf"[\[(*—–-]{{0,2}} ?(?:an?|the|our) (?:earlier|previous|original|initial) {_PIECE}\b[^.!?]{{0,120}}\b(?:misstated|misspelled|"
    r"misidentified|incorrectly|wrongly|erroneously|inaccurately)\b.{0,400}",
    rf"[\[(*]?(?:updates?|updated)(?: ?\([^)]{{1,40}}\)|"
    rf",? (?:\w{{3,9}}\.? )?\d{{1,2}}(?:[:.,] ?\d{{2,4}})?[^:]{{0,20}})? ?[:–—-]+ ?(?:this|the) {_THING} .{{1,400}}",
    rf"[\[(*]?(?:updates?|updated) (?:to|with|throughout|adds|adding|at|on)\b.{{0,80}}\b(?:{_THING}|comments?|details|quotes?|response|"
    r"statement|background|throughout|headline|photos?|[ap]\.?m)\b.{0,160}",
    r"we (?:regret|apologi[sz]e for) the error\.?|(?:the post|this newspaper|we) (?:regrets?|apologi[sz]es? for) (?:the|this|any) "
    r"(?:error|mistake)s?\.?",
    r"[\[(](?:updated?|adds|corrects) (?:with|to|throughout|from|new|more|background|quotes?|details)?\b[^\])]{1,100}[\])]|"
    r"(?:an?|the|our|[\w’']{1,30}['’]s) (?:earlier|previous|original) (?:story|version|report|article) (?:is|appears|continues|"
    r"follows) below\b.{0,40}",
    rf"this (?:news )?{_THING} is (?:still )?(?:breaking|developing)\b.{{0,160}}|(?:this|it) is a (?:breaking|"
    rf"developing)(?: news)? {_THING}\b.{{0,200}}|(?:breaking|developing) {_THING}[.:,;]? .{{0,30}}"
    r"\b(?:updates?|updated)\b.{0,120}|(?:please )?check back (?:here |soon |later |often )?for (?:more|updates|further|"
    r"additional|the latest)\b.{0,80}",
)
"""What a page says about its own earlier wording: shown, and no part of what is compared."""
LONGEST_CORRECTION = 700

_CALL = re.compile(
    r"(?:(?:please|you can(?: also)?|also|or|now),? )?(?:get|call|sign|subscribe|join|follow|download|read|watch|listen|see|find|click|"
    r"tap|text|visit|check|stay|become|help|support|donate|"
    r"register|log|create|share|like|send|submit|tell|contact|e-?mail|try|start|view|browse|discover|explore|catch|tune|enter|choose|"
    r"learn|take|make|give|search|add|turn|enable|allow|keep|don['’]t miss|never miss|pass|write|connect|hear|save|bookmark|print|rate|"
    r"here(?: are|['’]s| is)|you (?:always|can|may|must|need to|have to|will) (?:have|choose|change|manage|turn|add|see|find|"
    r"update)|for (?:more|the latest|all)|to (?:read|view|see|watch|hear|comment|continue|get|receive|learn|find))"
    r" (?:the|our|us|this|these|that|your|a|an|for|up|in|on|to|all|more|now|here|out|with|by|local|free|every|any|it|what|how|"
    r"and|of|about|"
    r"news|stories|breaking|independent|other|latest|full|live|highlights|photos|pictures|scenes|clips|\d+|[A-Z]\w*)\b|"
    r"(?:have|do|did|are|is|got|want|need|looking|what|would|interested|enjoying|love|like|how)\b[^.!?]{0,100}\b(?:you|your|"
    r"this|our)\b[^.!?]{0,80}\?",
    re.IGNORECASE,
)
"""How a line begins that asks the reader of a page to do something."""
_SERVICE = re.compile(
    r"\b(?:newsletters?|in-?box|mailing list|alerts?|apps?|podcasts?|subscri\w+|sign(?:ing|ed)?[ -](?:in|up)|log(?:ging|ged)?[ -]in|"
    r"register\w*|"
    r"account|comments?|headlines|(?:our|full|live|more|latest|complete|ongoing) coverage|(?:our|these|this|more|related|other|top|"
    r"full|latest) "
    r"(?:stor(?:y|ies)|articles?|reports?|news|videos?|photos?|journalism|reporting|page|website|site)|(?:press conference|"
    r"interview|video|"
    r"speech|photos?|gallery|slideshow|stream|clip|list|chart|map|document)s? (?:below|above|here|in full)|below[.!]?\Z|here[.!]?\Z|"
    r"(?:facebook|twitter|instagram|whatsapp|telegram|youtube|linkedin|tiktok|threads|google news)(?: (?:page|channel|group|"
    r"feed))?[.!]?\Z|"
    r"(?:facebook|youtube|whatsapp|telegram) (?:page|channel|group)|for free|free trial|membership|supporter of|readers like you|"
    r"local (?:news|journalism)|(?:make|give) a (?:donation|gift)|share your|your (?:thoughts|views|opinion|stor(?:y|ies)|feedback|"
    r"experiences?|browser|"
    r"device|phone|e-?mail|privacy|preferences|timeline|tweets?|profile|settings|password)|push notifications?|"
    r"day['’]s (?:\w+ )?(?:news|stories)|tip ?line|hotline|"
    r"news ?(?:desk|room)\b|readers who|by e-?mail)",
    re.IGNORECASE,
)
"""What only the page itself has to offer."""
_TOLD = re.compile(
    r"[“”\"]|\b(?:said|says|told|tells|asked|asks|wrote|according|added|argued|urged|warned|ruled|shouted|ordered|tweeted|posted|"
    r"used to|was|were|had|"
    r"did|denied|he|she|him|her)\b",
    re.IGNORECASE,
)
"""Signs of a report or of speech in it, that no call to the reader has."""
LONGEST_CALL = 240

_CORRECTIONS = tuple(re.compile(rule, re.IGNORECASE) for rule in CORRECTIONS)
_RULES = tuple((kind, re.compile(rule, re.IGNORECASE)) for kind, rules in RULES.items() for rule in rules)
_BYLINES = tuple((kind, re.compile(rule)) for kind, rules in BYLINES.items() for rule in rules)
_LISTED = re.compile(r"\(?\d{1,2}[.)]\s+|[•·*–—-]\s+")
_MARKUP = re.compile(r"\A[#>*_|•\s]+|[#*_|\s]+\Z")
_WORD = re.compile(r"[^\W_]")

_STRAIGHT = str.maketrans("’‘“”", "''\"\"")
_SAID = re.compile(r"\b(?:said|says|told|tells|wrote|according)\b", re.IGNORECASE)

_PICTURE = r"(?:[Pp]hoto(?:s|graph)?|PHOTOS?|[Pp]ictures?|[Ii]mages?|[Pp]ic|[Cc]redits?|[Vv]ideo)"
_CAPTION_CREDIT = re.compile(
    r"(?:(?<=\s)|\A|(?<=[.!?”\"’)]))(?:"
    rf"[\[(]{_PERSON} ?(?:/|for|\||•) ?(?:the |The |via )?{_NAMES}[\])]"
    rf"|(?<=[a-z]{{2}}[.!?] ){_PERSON} for (?:the |The )?{_NAMES}"
    rf"|[\[(]{_HOUSES}(?: (?:[Pp]hoto|file photo|via AP|Video))?(?:/[^\])/]{{1,60}}){{0,3}}[\])]"
    r"(?: \([\w ]{2,30}\))?"
    rf"|(?:©|\(c\)) ?(?!\d{{4}}){_GIVEN}{_NAMES}\.?"
    rf"|(?=[A-Z\[(]){_PICTURE}(?: [Cc]redit| [Ss]ource)?(?::| [Bb]y:?| [Cc]ourtesy(?: [Oo]f)?:?|/(?=[A-Z])) ?"
    rf"{_GIVEN}{_NAMES}\.?"
    rf"|[\[(](?:{_PICTURE}|[Ff]ile|[Pp]rovided by|[Cc]ourtesy|[Hh]andout|[Vv]ia|[Ss]creengrab)\b"
    r"[^\])]{0,100}[\])]"
    rf"|(?:{NAMES})(?:/| [Pp]hoto ?/ ?| via (?=AP|Getty|AFP|Reuters)){_PERSON}"
    rf"|{_PERSON} ?[/—–] ?{_HOUSES}(?:/{_PERSON})?"
    r")\Z"
)  # fmt: skip
_CAPTION_HEAD = re.compile(
    r"(?:(?:CORRECTS|CORRECTION|ADDS|ADDITION|UPDATES?|ALTERNATE|ALTERNATIVE|RECROP|CROPPED|RETRANSMISSION)\b[A-Z ,]*[–—:-] ?)?"
    rf"(?:(?:(?:{NAMES}|Getty(?: Images)?) )?(?:Image|Photo|Media) caption (?=[A-Z“‘\"'])|"
    r"(?i:file(?: photo| image| picture)?|(?:image|photo|media|video|picture) caption|caption|pictured|above) ?[:–—-]"
    r"\s?(?=\S)"
    r"|(?i:(?:image|photo|media|video|picture) caption),? (?=[A-Z“‘\"'])"
    rf"|FILE\b|{_PICTURE}: (?=[A-Z\d“‘\"'(])"
    r"|In (?:this|an?) (?:(?:undated|file|recent|handout|[A-Z]\w+\.?|\d{1,4}),? ){0,6}(?:file )?"
    r"(?:photo(?:graph)?|image|picture|video frame|frame grab|combination)\b)"
)
_SHOWN = re.compile(
    r"(?!.*[“”\"])(?:(?:The|A|An) \w+|[A-Z][\w.’'-]*(?:,? (?:[A-Z(][\w.’'()-]*|and|of|the|in|from|\w+ "
    r"(?:candidate|minister|president|leader|player|actress|actor|singer|officer|official)))*,?) "
    r"(?:speaks|arrives|waves|gestures|smiles|poses|listens|walks|stands|sits|looks on|shakes hands|"
    r"attends|addresses|greets|answers questions|takes part|kisses|hugs|embraces|reacts|celebrates) "
    r"(?:(?:to|with|at|for|as|on|in|during|from|outside|before|after|by|next|past|through|a|an|the|his|her|their|supporters|reporters) ?)+"
    r"[^.!?]{2,140}"
)
"""A picture told in the present tense, in a line that no full stop ends: "The mayor waves at a rally in Harwich"."""
_BEAT = r"(?:covers|writes (?:about|on|for)|reports (?:on|for|from)|edits|has (?:covered|written|reported))"
_TRADE = (
    r"(?:reporter|correspondent|writer|editor|columnist|journalist|producer|anchor|intern|contributor|photographer|bureau chief|"
    r"news director|opinion editor)"
)
_AUTHOR_NOTE = re.compile(
    rf"(?P<name>{_PERSON}),? (?:(?:{_BEAT}) .{{3,160}}|(?:is|was|,)? ?(?:the|a|an|our|"
    rf"[A-Z][\w’' ]{{2,40}}['’]s)? ?[^.]{{0,80}}\b{_TRADE}\b"
    r"[^.]{0,140})(?:\. (?:(?:He|She|They|Follow|Contact|Email|Before|Previously|Reach|Send|E-?mail|Twitter|X):? .{1,250})?)?\.?"
)
_SIGNATURE = re.compile(rf"(?<=\s)(?:[–—-]{{1,2}} ?(?:{NAMES})|[\[(](?:{NAMES})[\])])\Z")


@dataclass(frozen=True)
class Judgement:
    """What a paragraph is by its own words: a role and the rule that gave it."""

    role: str
    reason: str


def judge(paragraph: str) -> Judgement | None:
    """The role of a paragraph that is no part of the report; None for whatever may be one."""
    if not _WORD.search(paragraph):
        return Judgement("boilerplate", "page furniture: no words")
    if len(paragraph) <= LONGEST_CREDITS and _CREDITS.fullmatch(" ".join(paragraph.split())):
        return Judgement("byline", "credit: contributors")
    if len(paragraph) > LONGEST_CORRECTION:
        return None
    line = _MARKUP.sub("", " ".join(paragraph.split()))
    if any(pattern.fullmatch(line) for pattern in _CORRECTIONS):
        return Judgement("correction", "says how the page was changed")
    if len(paragraph) > LONGEST_FURNITURE:
        return None
    if publication_date.is_stamp(line) or publication_date.is_row_of_stamps(line):
        return Judgement("boilerplate", "page furniture: time of publication")
    for kind, pattern in _BYLINES:
        if pattern.fullmatch(line):
            return Judgement("byline", f"credit: {kind}")
    if kind := _stock(line):
        return Judgement("boilerplate", f"page furniture: {kind}")
    listed = _LISTED.match(line)
    for candidate in (line, line[listed.end() :]) if listed else (line,):
        for kind, pattern in _RULES:
            if pattern.fullmatch(candidate):
                return Judgement("boilerplate", f"page furniture: {kind}")
    if (
        len(line) <= LONGEST_CALL
        and _CALL.match(line.lstrip("[("))
        and _SERVICE.search(line)
        and not _TOLD.search(line)
    ):
        return Judgement("boilerplate", "page furniture: call to the reader")
    return None


@lru_cache(maxsize=1)
def _stock_lines() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """(whole line -> kind, how a line starts -> kind) of what sites print on their own pages, in small letters."""
    whole: dict[str, str] = {}
    start: dict[str, str] = {}
    for row in lexicon_rows(LEXICONS / "page_lines.csv"):
        (whole if row["match"] == "whole" else start)[row["line"]] = row["kind"]
    return whole, start


def _stock(line: str) -> str:
    """The kind of a line that sites print word for word; "" of others."""
    whole, start = _stock_lines()
    folded = line.casefold().translate(_STRAIGHT)
    if kind := whole.get(folded.strip("[]() ").rstrip(".:! ")):
        return kind
    if _SAID.search(line):
        return ""
    return next((kind for begun, kind in start.items() if folded.startswith(begun)), "")


def tells(paragraph: str) -> bool:
    """Whether a paragraph has signs of a report or of speech in it."""
    return bool(_TOLD.search(paragraph))


def author_note(paragraph: str) -> str:
    """Whom a paragraph introduces as a journalist ("Ann Poe covers ports for the Post."), "" where it does not."""
    line = _MARKUP.sub("", " ".join(paragraph.split()))
    found = _AUTHOR_NOTE.fullmatch(line) if len(line) <= LONGEST_FURNITURE else None
    return found["name"] if found else ""


def has_address(paragraph: str) -> bool:
    """Whether an author note says where to reach its author."""
    return bool(
        re.search(r"@\w|(?i:\b(?:follow|contact|reach) (?:him|her|them)\b|\bcan be reached\b)", paragraph)
    )


def is_beat(paragraph: str) -> bool:
    """Whether an author note says what its author covers and for whom, as no report says of a person in it."""
    if re.fullmatch(
        rf"{_PERSON} is (?:a|an|the) [\w -]{{0,40}}?\b{_TRADE} (?:for|at|with|based in) (?:the |The )?{_NAMES}\.?",
        paragraph,
    ):
        return True
    return has_address(paragraph) or bool(
        re.search(
            rf"\b{_BEAT}\b.{{3,120}}\b(?:for|at|from) (?:the )?[A-Z]|\b(?:[Ff]ollow|[Cc]ontact|[Rr]each) ",
            paragraph,
        )
    )


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
    """Whether a paragraph opens as captions do: "FILE -", "In this photo", "Image caption:", or tells a picture without a full stop."""
    return bool(_CAPTION_HEAD.match(paragraph) or _SHOWN.fullmatch(paragraph))
