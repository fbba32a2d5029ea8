package check

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

func headingOrder(d *doc, found report) {
	last := 0
	for _, e := range d.all {
		if !is(e, "h1", "h2", "h3", "h4", "h5", "h6") || hiddenAbove(e) {
			continue
		}
		level := int(e.Data[1] - '0')
		if last != 0 && level > last+1 {
			found(e, fmt.Sprintf("An h%d follows an h%d. People who jump by headings think that something is missing.", level, last))
		}
		if level > 1 && text(e) == "" {
			found(e, "The heading is empty.")
		}
		last = level
	}
}

func duplicateID(d *doc, found report) {
	for _, e := range d.all {
		if id := attr(e, "id"); id != "" && d.byID(id) != e {
			found(e, "Another element has the same id. Labels and errors reach only the first.")
		}
	}
}

// referring lists the attributes that name other elements by id.
var referring = []string{
	"for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "aria-errormessage", "aria-details",
	"aria-activedescendant", "form", "list", "headers",
}

func brokenReference(d *doc, found report) {
	for _, e := range d.all {
		if hiddenAbove(e) {
			continue
		}
		for _, key := range referring {
			for _, id := range strings.Fields(attr(e, key)) {
				if d.byID(id) == nil {
					found(e, fmt.Sprintf("%s names #%s, which is not on the page.", key, id))
				}
			}
		}
		// A part may link to what stands elsewhere on the page.
		if frag, ok := strings.CutPrefix(attr(e, "href"), "#"); ok && d.whole && is(e, "a") && d.byID(frag) == nil {
			found(e, fmt.Sprintf("The link goes to #%s, which is not on the page.", frag))
		}
	}
}

var fileName = regexp.MustCompile(`(?i)\.(png|jpe?g|svg|webp|gif|avif)$|^(img|image|foto|immagine)[ _-]?\d*$`)

func imageAlt(d *doc, found report) {
	for _, e := range d.all {
		switch {
		case is(e, "img"):
			alt, ok := attrOK(e, "alt")
			if !ok {
				found(e, `The picture has no alt. Say what it means, or alt="" when it only decorates.`)
			} else if fileName.MatchString(strings.TrimSpace(alt)) {
				found(e, "The alt is a file name. Say what the picture means.")
			}
		case is(e, "svg") && !hiddenAbove(e):
			if attr(e, "role") != "img" || d.svgName(e) == "" {
				found(e, `The drawing needs aria-hidden="true", or role="img" with a name.`)
			}
		}
	}
}

func (d *doc) svgName(svg *html.Node) string {
	return clean(attr(svg, "aria-label") + d.refText(svg, "aria-labelledby"))
}

func table(d *doc, found report) {
	for _, e := range d.all {
		if !is(e, "table") || attr(e, "role") == "presentation" {
			continue
		}
		if c := child(e, "caption"); c == nil || text(c) == "" {
			found(e, "The table has no caption, so nobody hears what it is about.")
		}
		headers, scoped := 0, 0
		each(e, func(n *html.Node) {
			if is(n, "th") {
				headers++
				if has(n, "scope") {
					scoped++
				}
			}
		})
		if headers == 0 {
			found(e, "The table has no th. Each cell must say what it belongs to.")
		} else if scoped < headers {
			found(e, `A th has no scope. Say scope="col" or scope="row".`)
		}
	}
}

// media reports what would need captions, a transcript or a stop button. The product has none of it; the
// first that comes must bring them, and a rule that looks for them.
func media(d *doc, found report) {
	for _, e := range d.all {
		if is(e, "audio", "video", "object", "embed", "iframe", "canvas", "marquee", "blink") {
			found(e, "The page has a "+e.Data+". Say the same in words and controls that everybody can use.")
		}
	}
}

func draggable(d *doc, found report) {
	for _, e := range d.all {
		if attr(e, "draggable") == "true" {
			found(e, "It must be dragged, which a tremor or a switch does not allow. Offer buttons.")
		}
	}
}

func child(n *html.Node, tag string) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if is(c, tag) {
			return c
		}
	}
	return nil
}

// each visits the elements in n, n included.
func each(n *html.Node, visit func(*html.Node)) {
	if n.Type == html.ElementNode {
		visit(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, visit)
	}
}
