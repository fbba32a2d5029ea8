package check

import (
	"strings"

	"golang.org/x/net/html"
)

func invalid(n *html.Node) bool { return attr(n, "aria-invalid") == "true" }

// wrong lists the fields and groups that the page calls wrong.
func (d *doc) wrong() (out []*html.Node) {
	for _, e := range d.all {
		if invalid(e) && !hiddenAbove(e) {
			out = append(out, e)
		}
	}
	return out
}

// described gives the description of a field: its own, or that of the group it stands in.
func (d *doc) described(n *html.Node) string {
	own := d.refText(n, "aria-describedby") + " " + d.refText(n, "aria-errormessage")
	if g := within(n.Parent, grouping); g != nil {
		own += " " + d.refText(g, "aria-describedby")
	}
	return clean(own)
}

func errorDescribed(d *doc, found report) {
	for _, e := range d.wrong() {
		if d.described(e) == "" {
			found(e, "The field is called wrong, but nothing says why. Point aria-describedby to the words of the error.")
		}
	}
}

// errorSummary wants, for each wrong field, a link that goes to it and says the same words as the field.
func errorSummary(d *doc, found report) {
	for _, e := range d.wrong() {
		links := d.linksTo(e)
		if len(links) == 0 {
			found(e, "No summary links to this wrong field. Start the page with the list of errors.")
			continue
		}
		said := d.described(e)
		same := false
		for _, l := range links {
			same = same || strings.Contains(said, text(l))
		}
		if !same {
			found(e, "The summary says «"+text(links[0])+"», but the field says «"+said+"». Use the same words.")
		}
	}
}

// linksTo gives the links in the page that go to n, to something in it or to its neighbours in a group.
func (d *doc) linksTo(n *html.Node) (out []*html.Node) {
	around := n
	if is(n, "input") && (attr(n, "type") == "radio" || attr(n, "type") == "checkbox") {
		if g := within(n, grouping); g != nil {
			around = g
		}
	}
	for _, a := range d.all {
		frag, ok := strings.CutPrefix(attr(a, "href"), "#")
		if !ok || !is(a, "a") {
			continue
		}
		if to := d.byID(frag); to != nil && contains(around, to) && !is(to, "div", "form", "main") {
			out = append(out, a)
		}
	}
	return out
}

func errorTitle(d *doc, found report) {
	t := d.first("title")
	if len(d.wrong()) == 0 || t == nil {
		return
	}
	title := ""
	if t.FirstChild != nil {
		title = strings.TrimSpace(t.FirstChild.Data)
	}
	if !strings.HasPrefix(title, "Errore:") && !strings.HasPrefix(title, "Error:") {
		found(t, "The page has errors, but its title does not start with «Errore:» (or «Error:»), the first thing that is heard.")
	}
}
