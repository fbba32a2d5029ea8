package check

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// field tells whether n takes an answer from a person.
func field(n *html.Node) bool {
	if is(n, "select", "textarea") {
		return true
	}
	return is(n, "input") && !slices.Contains([]string{"hidden", "submit", "button", "reset", "image"}, attr(n, "type"))
}

// button tells whether n is pressed to make something happen.
func button(n *html.Node) bool {
	return is(n, "button", "summary") || attr(n, "role") == "button" ||
		is(n, "input") && slices.Contains([]string{"submit", "button", "reset", "image"}, attr(n, "type"))
}

func focusable(n *html.Node) bool {
	if has(n, "disabled") || attr(n, "tabindex") == "-1" {
		return false
	}
	return field(n) || button(n) || is(n, "a") && has(n, "href") || has(n, "tabindex")
}

// labelsOf gives the visible label of a field: label elements, or visible text that it points to.
func (d *doc) labelsOf(n *html.Node) string {
	var out []string
	id := attr(n, "id")
	for _, e := range d.all {
		if is(e, "label") && !hiddenAbove(e) && (contains(e, n) || id != "" && attr(e, "for") == id) {
			out = append(out, text(e))
		}
	}
	out = append(out, d.refText(n, "aria-labelledby"))
	return clean(strings.Join(out, " "))
}

func label(d *doc, found report) {
	for _, e := range d.all {
		if field(e) && !hiddenAbove(e) && d.labelsOf(e) == "" {
			found(e, "The field has no visible label. A placeholder or an aria-label is not enough: it vanishes, or nobody sees it.")
		}
	}
}

func groupLegend(d *doc, found report) {
	members := map[string][]*html.Node{}
	for _, e := range d.all {
		if is(e, "fieldset") {
			if l := child(e, "legend"); (l == nil || text(l) == "") && d.refText(e, "aria-labelledby") == "" {
				found(e, "The group has no legend, so its question is not heard.")
			}
		}
		if is(e, "input") && (attr(e, "type") == "radio" || attr(e, "type") == "checkbox") && attr(e, "name") != "" {
			members[attr(e, "name")] = append(members[attr(e, "name")], e)
		}
	}
	for _, e := range d.all {
		if same := members[attr(e, "name")]; len(same) > 1 && same[0] == e && within(e, grouping) == nil {
			found(e, "These choices belong together. Put them in a fieldset whose legend is the question.")
		}
	}
}

func grouping(n *html.Node) bool {
	return is(n, "fieldset") || attr(n, "role") == "group" || attr(n, "role") == "radiogroup"
}

func name(d *doc, found report) {
	for _, e := range d.all {
		link := is(e, "a") && has(e, "href")
		if (link || button(e)) && !hiddenAbove(e) && d.nameOf(e) == "" {
			found(e, "A button or link without words says nothing to whoever cannot see it.")
		}
	}
}

// labelInName serves people who speak to their computer: what they read must be in the name.
func labelInName(d *doc, found report) {
	for _, e := range d.all {
		seen := text(e)
		if !button(e) && !is(e, "a") || seen == "" || hiddenAbove(e) {
			continue
		}
		if n := d.nameOf(e); !strings.Contains(strings.ToLower(n), strings.ToLower(seen)) {
			found(e, "The name «"+n+"» does not contain the visible words «"+seen+"». Whoever says them aloud is not understood.")
		}
	}
}

var vague = []string{
	"clicca qui", "qui", "leggi", "leggi tutto", "leggi di più", "scopri", "scopri di più", "link", "altro", "vai",
	"più informazioni", "here", "click here", "read more", "more", "link", "go", "learn more",
}

func linkWords(d *doc, found report) {
	for _, e := range d.all {
		if is(e, "a") && slices.Contains(vague, strings.Trim(strings.ToLower(d.nameOf(e)), " .:→>»")) {
			found(e, "The words of the link do not say where it goes when they are heard alone.")
		}
	}
}

func form(d *doc, found report) {
	for _, e := range d.all {
		if !is(e, "form") {
			continue
		}
		if m := strings.ToLower(attr(e, "method")); m != "get" && m != "post" {
			found(e, "The form has no method, so without script it does the wrong thing.")
		}
		if attr(e, "action") == "" {
			found(e, "The form has no action, so without script it goes nowhere sure.")
		}
		if !d.hasSubmit(e) {
			found(e, "The form has no button that sends it.")
		}
	}
}

func (d *doc) hasSubmit(f *html.Node) bool {
	return slices.ContainsFunc(d.all, func(e *html.Node) bool {
		mine := contains(f, e) || attr(f, "id") != "" && attr(e, "form") == attr(f, "id")
		kind := attr(e, "type")
		return mine && (is(e, "button") && (kind == "" || kind == "submit") || is(e, "input") && (kind == "submit" || kind == "image"))
	})
}

func required(d *doc, found report) {
	for _, e := range d.all {
		if has(e, "required") {
			found(e, `Use aria-required="true": with required, Firefox says "voce non valida" before anything is typed.`)
		}
	}
}

func tabindex(d *doc, found report) {
	for _, e := range d.all {
		if v, ok := attrOK(e, "tabindex"); ok && v != "0" && v != "-1" {
			found(e, `tabindex="`+v+`" breaks the order of the page. Only 0 and -1 are allowed.`)
		}
	}
}

func hiddenFocus(d *doc, found report) {
	for _, e := range d.all {
		if focusable(e) && within(e, func(p *html.Node) bool { return attr(p, "aria-hidden") == "true" }) != nil && !has(e, "hidden") {
			found(e, "It takes the focus but is hidden from screen readers: the person stands nowhere.")
		}
	}
}

// autofocus lets the focus go by itself only where a page without script must send it: to the h1, or
// to a summary of errors, both with tabindex="-1".
func autofocus(d *doc, found report) {
	for _, e := range d.all {
		if has(e, "autofocus") && (field(e) || button(e) || is(e, "a") || attr(e, "tabindex") != "-1") {
			found(e, "The focus jumps past what comes before. Focus goes to the h1, or to the summary of errors.")
		}
	}
}
