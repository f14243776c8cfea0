"""Texts that try to break out of the page, each of another kind, and chronicles that carry them in every text field.

A payload that runs sets ``window.hit``, pops up a dialog, asks for an address or adds an element: the tests look for all four.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from samples import Maker, day, interval

from timeline.model import (
    Chronicle,
    Conflict,
    Dating,
    Event,
    Evidence,
    Participation,
    Place,
    Span,
    Status,
    TimeExpression,
    Version,
)

RUN = "window.hit=1"

PAYLOADS = {
    # Markup that runs a script
    "script element": f"<script>{RUN}</script>",
    "end of script": f"</script><script>{RUN}</script>",
    "end of script, odd case and blank": f"</ScRiPt\t\n x><script>{RUN}</script>",
    "comment and script state": f"<!--<script>{RUN}//",
    "end of comment": f"--><img src=x onerror={RUN}>",
    "broken comment end": f"--!><svg onload={RUN}>",
    "image that fails": f"<img src=x onerror={RUN}>",
    "image without blanks": f"<img/src='x'/onerror={RUN}//",
    "unclosed tag": f"<img src=x onerror={RUN} alt=",
    "vector image": f"<svg/onload={RUN}>",
    "animation in a vector image": f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    "foreign object": f"<svg><foreignObject><body onload={RUN}></foreignObject></svg>",
    "use of a data address": "<svg><use href='data:image/svg+xml,<svg id=x><script>hit=1</script></svg>#x'></use></svg>",
    "formula": f"<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror={RUN}>'>",
    "frame with a document": f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    "object and embed": "<object data='data:text/html,<script>hit=1</script>'></object><embed src=//evil.example/x>",
    "details that open": f"<details open ontoggle={RUN}>x",
    "field that takes the focus": f"<input autofocus onfocus={RUN}>",
    "custom element": f"<x-y onanimationstart={RUN} style=animation-name:x>",
    "video source": f"<video><source onerror={RUN}></video>",
    "template and noscript": f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    "base and refresh": "<base href=//evil.example/><meta http-equiv=refresh content='0;url=//evil.example'>",
    "form that sends": "<form action=//evil.example><button>x</button></form>",
    "policy of its own": "<meta http-equiv=Content-Security-Policy content=\"default-src *\">",
    # Out of an attribute, a title, a style, a text area
    "double quote": f'" onmouseover="{RUN}" x="',
    "single quote": f"' autofocus onfocus='{RUN}' x='",
    "back tick": f"`onmouseover=`{RUN}`",
    "end of title": f"</title><script>{RUN}</script>",
    "end of style": f"</style><img src=x onerror={RUN}>",
    "end of text area": f"</textarea></select></option><img src=x onerror={RUN}>",
    "style rule": "}*{background:url(//evil.example/x)}@import '//evil.example/y';:root{--ink:red",
    "entities": f"&lt;img src=x onerror={RUN}&gt; &#60;script&#62; &quot;&apos; &NewLine;",
    # Addresses
    "javascript": f"javascript:{RUN}",
    "javascript with odd blanks": f" \x01java\tscr\nipt:{RUN}",
    "javascript in entities": f"&#106;avascript&colon;{RUN}",
    "javascript after the web": f"javascript://https://x.example/%0A{RUN}",
    "data": f"data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGl0PTE8L3NjcmlwdD4=#{RUN}",
    "vbscript": f"vbscript:{RUN}",
    "blob and file": "blob:https://x.example/1 file:///etc/passwd",
    "web address with a handler": f'https://x.example/"onmouseover="{RUN}"><img src=x onerror={RUN}>',
    "address without scheme": "//evil.example/pixel.png",
    "anchor": f"#picked=<img src=x onerror={RUN}>&event=<svg onload={RUN}>&mode=<script>",
    "words of the address": "mode=table&lanes=actor&event=ev_1&from=0&to=1&actor=x&path=y&map-view=1_2_3#%00%zz&amp;",
    # Out of data and templates
    "end of JSON": f'"}}]}};{RUN};//',
    "back slashes": "\\\" \\u003cimg\\u003e \\x3cscript\\x3e \\",
    "line separators": f"a\u2028{RUN}\u2029b\x85c",
    "template literal": f"${{{RUN}}} #{{{RUN}}} <%= {RUN} %>",
    "curly template": "{{constructor.constructor('window.hit=1')()}} {{data}} {{script}} {{title}} {0} %s",
    "replacement pattern": "$& $1 $` $' $<x> \\1 \\g<0>",
    "options of the network": f'{{"physics": true, "nodes": {{"shape": "image", "image": "//evil.example/x"}}, "title": "{RUN}"}}',
    "palette": f"red;background:url(javascript:{RUN}) #d8522f expression({RUN})",
    # Names with a meaning in the language
    "prototype": "__proto__",
    "constructor": "constructor",
    "method of all objects": "toString",
    "number": "0",
    # Characters
    "zero and control characters": "a\x00b\x07c\x08d\x1b[31me\x7ff\r\ng\rh",
    "right to left": "\u202e\u2066gnp.exe \u05d0\u0628 \u2069\u202c\u200f",
    "lone surrogates": "\ud800 x \udfff",
    "not characters, zero width, marks": "\ufeff\ufffe\uffff\u200b" + "Z" + "\u0335\u0489" * 60,
    "very long word": "W" * 3000,
}  # fmt: skip


def chronicle_with(*payloads: str) -> Chronicle:
    """An event for each payload, which stands in every text field of the event and of all that it points to."""
    articles, actors, places, events = [], {}, {}, []
    for number, payload in enumerate(payloads):
        make = Maker()
        make.article(payload, [payload], date=day("2026-01-31"), title=payload, url=payload, source=payload)
        make.actor(payload, payload, payload, names=(payload,), country=payload)
        place = Place(
            payload, payload, payload, payload, lat=10.0 + number, lon=20.0 + number, names=(payload,), point_of=payload
        )
        events.append(event_of(payload, day("2026-01-01") + timedelta(days=number), follows=payloads[number - 1]))
        articles += make.articles.values()
        actors |= make.actors
        places[payload] = place
    return Chronicle(tuple(articles), tuple(events), actors, places, warnings=tuple(payloads))


def event_of(payload: str, when: date, follows: str) -> Event:
    whole = Span(0, len(payload))
    return Event(
        id=payload,
        type=payload,
        family=payload,
        label=payload,
        interval=interval(payload, str(when), str(when)),
        not_before=None,
        not_after=None,
        when=Dating(
            payload, TimeExpression(whole, payload, "DATE", payload, anchor="2026-01-31", anchor_is="text", rule=payload)
        ),
        status=Status.OCCURRED,
        reported=False,
        count=None,
        main=True,
        actors=(Participation(payload, "agent"), Participation(payload, "target", sure=False)),
        places=(payload,),
        mentions=(Evidence(payload, whole, payload, whole),),
        conflicts=(Conflict("place", (Version(payload, (payload,)), Version(payload, (payload,)))),),
        plover=payload,
        follows=(follows,),
    )


def groups(size: int) -> Iterable[list[str]]:
    texts = list(PAYLOADS.values())
    return [texts[at : at + size] for at in range(0, len(texts), size)]
