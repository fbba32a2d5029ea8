package pages

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/e2e/house"
)

// The people of the tests, by what the town hall holds of them. All but nives, a neighbour, are personas of the
// demonstration. Marta is a clerk: her browser keeps nothing, and the phone never draws for her.
const (
	nobody  = ""
	plain   = "teresa" // a TARI and nothing else
	late    = "bruno"  // an overdue TARI, and half a draft
	drafted = "chiara" // a draft with every answer
	filed   = "nives"  // an application
	empty   = "luca"   // nothing at all
	clerk   = "marta"  // works at the desk
)

// personas are the people of the demonstration whom the tests sign in as.
var personas = []string{plain, late, drafted, empty, clerk, landlord, heir, tenant, bought}

// neighbours are inhabitants of the demonstration town who are no personas, each for one test that changes what
// the town hall holds of them: family name, given name, sex, day and place of birth (e2e/outside/town).
var neighbours = map[string][5]string{
	"ada":     {"Zanovasco", "Ada", "F", "1958-09-21", "F704"},
	"fabio":   {"Brusamini", "Fabio", "M", "1971-02-08", "D286"},
	"elia":    {"Brusamini", "Elia", "M", "2009-11-03", "F704"},
	"nives":   {"Camnovoni", "Nives", "F", "1949-08-06", "I625"},
	"dario":   {"Camnovoni", "Dario", "M", "1977-04-17", "I625"},
	"lorena":  {"Ornagvesti", "Lorena", "F", "1970-12-09", "I625"},
	"corrado": {"Verdurvusi", "Corrado", "M", "1968-07-01", "E063"},
}

// code is the fiscal code of a neighbour, or the name of a persona.
func code(who string) (string, error) {
	n, ok := neighbours[who]
	if !ok {
		return who, nil
	}
	born, err := calendar.Parse(n[3])
	if err != nil {
		return "", err
	}
	sex := fiscal.Male
	if n[2] == "F" {
		sex = fiscal.Female
	}
	c, err := fiscal.Build(n[0], n[1], born, sex, n[4])
	return string(c), err
}

// flow is the address of the questions; draftID and filedID are chiara's draft and nives's application.
const (
	flow    = "/servizi/telesoccorso/domanda"
	halfID  = "01900000-0000-7000-8000-0000000000b1"
	draftID = "01900000-0000-7000-8000-0000000000c1"
	filedID = "01900000-0000-7000-8000-0000000000d1"
)

// answers are good ones to every question, in their order.
var answers = []struct {
	step string
	say  url.Values
}{
	{"address", url.Values{"address": {"Via Umberto I 12, scala B"}}},
	{"phone", url.Values{"phone": {"0362 123456"}}},
	{"alone", url.Values{"alone": {"yes"}}},
	{"contact", url.Values{"contact_name": {"Maddalena Brambillasca Sverinelli"}, "contact_phone": {"333 1234567"}}},
	{"keys", url.Values{"keys": {"yes"}}},
	{"disability", url.Values{"disability": {"yes"}}},
	{"papers", url.Values{"papers": {"look"}}},
	{"visit", url.Values{"visit": {"morning"}}},
	{"notes", url.Values{"notes": {"Il campanello è rotto: bussare forte.\nIl cane abbaia ma è buono."}}},
	{"declare", url.Values{"declare": {"yes"}}},
}

// inhabitants are who signed in, each with their cookies, and the codes of their homes.
type inhabitants struct {
	clients map[string]*http.Client
	homes   map[string]string
	codes   map[string]string // codici fiscali
	ids     map[string]string
	names   map[string]string
	asked   map[string]string // ids of consents, by "{consent of somebody}"
}

// settle signs everybody in and brings them to their states, as a browser without script would.
func settle(h *house.House) (*inhabitants, error) {
	in := &inhabitants{clients: map[string]*http.Client{}, homes: map[string]string{}, codes: map[string]string{}, ids: map[string]string{}, names: map[string]string{}, asked: map[string]string{}}
	for _, who := range append(slices.Collect(maps.Keys(neighbours)), personas...) {
		if err := in.enter(h, who); err != nil {
			return nil, err
		}
	}
	for _, s := range []struct {
		who, draft string
		answers    int
	}{{late, halfID, 3}, {drafted, draftID, len(answers)}, {filed, filedID, len(answers)}} {
		if err := fill(in.clients[s.who], h.URL, s.draft, s.answers); err != nil {
			return nil, fmt.Errorf("%s: %w", s.who, err)
		}
	}
	if _, err := send(in.clients[filed], h.URL+flow+"/controlla", nil); err != nil {
		return nil, err
	}
	if err := in.settleMandates(h); err != nil {
		return nil, err
	}
	for _, who := range []string{plain, late, drafted, mother} {
		found, err := linked(in.clients[who], h.URL+"/tasse/tari", position)
		if err != nil {
			return nil, err
		}
		in.homes[who] = found[0]
	}
	return in, nil
}

// enter signs somebody in.
func (in *inhabitants) enter(h *house.House, who string) error {
	code, err := code(who)
	if err != nil {
		return err
	}
	in.clients[who] = h.Client()
	return h.SignIn(in.clients[who], code)
}

// fill answers the first questions.
func fill(c *http.Client, site, draft string, n int) error {
	for _, a := range answers[:n] {
		say := url.Values{"draft": {draft}}
		for name, value := range a.say {
			say[name] = value
		}
		at, err := send(c, site+flow+"/"+a.step, say)
		if err != nil {
			return err
		}
		if strings.HasSuffix(at, "/"+a.step) {
			return fmt.Errorf("the answer to %s was not taken", a.step)
		}
	}
	return nil
}

// send gets a page, fills its form and sends it; it gives the path of the page that came.
func send(c *http.Client, page string, say url.Values) (string, error) {
	got, err := c.Get(page)
	if err != nil {
		return "", err
	}
	defer got.Body.Close()
	root, err := html.Parse(got.Body)
	if err != nil {
		return "", err
	}
	form := hidden(root)
	for name, value := range say {
		form[name] = value
	}
	next, err := c.PostForm(page, form)
	if err != nil {
		return "", err
	}
	defer next.Body.Close()
	if next.StatusCode != http.StatusOK {
		return "", fmt.Errorf("sending %s: status %d", page, next.StatusCode)
	}
	return next.Request.URL.Path, nil
}

// hidden are the hidden fields of the forms in the main part of a page.
func hidden(n *html.Node) url.Values {
	out := url.Values{}
	for d := range n.Descendants() {
		at := map[string]string{}
		for _, a := range d.Attr {
			at[a.Key] = a.Val
		}
		if d.Data == "input" && at["type"] == "hidden" {
			out.Set(at["name"], at["value"])
		}
	}
	return out
}

// position is the address of a year of TARI; unitAddress of a property, its number apart.
var (
	position    = regexp.MustCompile(`^(/tasse/tari/[^/"]+/\d{4})$`)
	unitAddress = regexp.MustCompile(`/immobili/([^/"]+)$`)
)

// linked is what the links of a page that fit lead to, as the expression picks it out: one at least.
func linked(c *http.Client, page string, fits *regexp.Regexp) (found []string, err error) {
	got, err := c.Get(page)
	if err != nil {
		return nil, err
	}
	defer got.Body.Close()
	root, err := html.Parse(got.Body)
	if err != nil {
		return nil, err
	}
	for d := range root.Descendants() {
		if m := fits.FindStringSubmatch(attribute(d, "href")); m != nil {
			found = append(found, m[1])
		}
	}
	if found == nil {
		return nil, fmt.Errorf("%s has no link like %v (status %d)", page, fits, got.StatusCode)
	}
	return found, nil
}
