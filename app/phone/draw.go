//go:build js && wasm

package phone

import (
	"syscall/js"

	"sportello/app"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
)

// show puts a page in the place of the one that stands: address, title and language, then the page itself,
// then the focus on its title or on its problems.
func (h *host) show(r request, p page.Page) {
	mine := h.turn
	h.move(r)
	h.shell.draw(p.Body, func() {
		if mine != h.turn {
			return
		}
		h.dress(p)
		js.Global().Call("scrollTo", 0, 0)
		focus(p.Error)
		boot().Call("done")
		boot().Call("say", p.Announce)
		go h.renew() // what came while the page was being drawn
		go h.helped(p.Place)
	})
}

// move writes the address. Back and Forward have written it already; where they lead elsewhere, the entry
// of the history is corrected.
func (h *host) move(r request) {
	way := "pushState"
	if r.back {
		way = "replaceState"
	}
	if r.to != here() {
		js.Global().Get("history").Call(way, nil, "", r.to.String())
	}
	h.shown = r.to
}

// dress says on the document what the server would have said there.
func (h *host) dress(p page.Page) {
	root := document().Get("documentElement")
	root.Set("lang", p.Lang)
	document().Set("title", page.Title(text.For(p.Lang), p, h.hall.knownTown().Name))
	for name, value := range map[string]string{"data-text": p.Look.Text, "data-contrast": p.Look.Contrast, "data-spacing": p.Look.Spacing} {
		if value == "" {
			root.Call("removeAttribute", name)
		} else {
			root.Call("setAttribute", name, value)
		}
	}
	h.prefer = p.Look
	h.frame(p.Base)
}

// frame brings the menu up to date, which stands outside of the page: it closes, it stays with the person whom the
// page is about, it marks where one is, and its link to the other language leads to this page.
func (h *host) frame(base string) {
	each("header details[open]", func(e js.Value) { e.Call("removeAttribute", "open") })
	each("header nav a[data-own]", func(e js.Value) {
		e.Call("setAttribute", "href", app.Address(base, textOf(e.Call("getAttribute", "data-own"))))
		current := page.Current(h.shown.path, textOf(e.Call("getAttribute", "href")))
		e.Get("classList").Call("toggle", "active", current != "")
		if current == "" {
			e.Call("removeAttribute", "aria-current")
		} else {
			e.Call("setAttribute", "aria-current", current)
		}
	})
	each("header a[hreflang]", func(e js.Value) {
		e.Call("setAttribute", "href", h.shown.path+"?lang="+textOf(e.Call("getAttribute", "hreflang")))
	})
}

func each(css string, do func(js.Value)) {
	all := document().Call("querySelectorAll", css)
	for i := range all.Length() {
		do(all.Index(i))
	}
}

// focus goes to the problems of a page that has some, else to its title. The first heading is for pages of
// one that has neither.
func focus(problems bool) {
	for _, css := range []string{"#errori", "#titolo", "#main h1", "#main"} {
		if css == "#errori" && !problems {
			continue
		}
		if e := document().Call("querySelector", css); e.Truthy() {
			if !e.Call("hasAttribute", "tabindex").Bool() {
				e.Call("setAttribute", "tabindex", "-1")
			}
			e.Call("focus")
			return
		}
	}
}

// redraw shows the page that stands as it is now. The place of the reader stays: scroll and focus.
func (h *host) redraw() {
	defer h.rescue(request{to: h.shown})
	mine := h.turn
	p := h.serve(request{to: h.shown})
	if mine != h.turn || p.Redirect != "" || p.Reload {
		return
	}
	had := focused()
	h.shell.patch(p.Body, func() {
		if mine != h.turn {
			return
		}
		h.dress(p)
		if had != "" {
			if e := document().Call("querySelector", had); e.Truthy() {
				e.Call("focus", map[string]any{"preventScroll": true})
			}
		}
		boot().Call("done")
	})
}

// focused is a selector for what has the focus inside the page; empty when nothing has.
func focused() string {
	e := document().Get("activeElement")
	if !e.Truthy() || !e.Call("closest", "#main").Truthy() {
		return ""
	}
	quote := func(v string) string { return js.Global().Get("CSS").Call("escape", v).String() }
	if id := textOf(e.Get("id")); id != "" {
		return "#" + quote(id)
	}
	if href := textOf(e.Call("getAttribute", "href")); href != "" {
		return `#main a[href="` + quote(href) + `"]`
	}
	return "#titolo"
}
