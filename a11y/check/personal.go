package check

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// personal maps a word in the name, id or type of a field to the autocomplete values it may have
// (WCAG 1.3.5, HTML §4.10.18.7). Names are split at everything that is not a letter.
var personal = map[string][]string{
	"email": {"email"}, "mail": {"email"},
	"tel": {"tel", "tel-national"}, "telefono": {"tel", "tel-national"}, "phone": {"tel", "tel-national"},
	"cellulare": {"tel", "tel-national"}, "mobile": {"tel", "tel-national"},
	"nome": {"given-name", "name"}, "firstname": {"given-name"}, "givenname": {"given-name"}, "given": {"given-name"},
	"cognome": {"family-name"}, "surname": {"family-name"}, "lastname": {"family-name"}, "family": {"family-name"},
	"fullname": {"name"}, "nominativo": {"name"},
	"indirizzo": {"street-address", "address-line1"}, "address": {"street-address", "address-line1"},
	"street": {"street-address", "address-line1"}, "via": {"street-address", "address-line1"},
	"cap": {"postal-code"}, "postcode": {"postal-code"}, "zip": {"postal-code"},
	"citta": {"address-level2"}, "city": {"address-level2"}, "town": {"address-level2"},
	"nascita": {"bday"}, "birth": {"bday"}, "birthday": {"bday"}, "birthdate": {"bday"},
	"username": {"username"}, "password": {"current-password", "new-password"}, "otp": {"one-time-code"},
}

func autocomplete(d *doc, found report) {
	for _, e := range d.all {
		if !field(e) || slices.Contains([]string{"radio", "checkbox", "file", "search"}, attr(e, "type")) {
			continue
		}
		want := wanted(e)
		got := strings.Fields(strings.ToLower(attr(e, "autocomplete")))
		switch {
		case want == nil:
		case len(got) == 0:
			found(e, `The field asks for something personal. Add autocomplete="`+want[0]+`", or "off" when it is about somebody else.`)
		case got[0] != "off" && !slices.Contains(want, got[len(got)-1]):
			found(e, `autocomplete="`+strings.Join(got, " ")+`" does not fit the field. It should be "`+want[0]+`".`)
		}
	}
}

// wanted gives the fitting autocomplete values, or nil for a field that asks for nothing personal.
func wanted(n *html.Node) []string {
	if t := attr(n, "type"); t == "email" || t == "tel" || t == "password" {
		return personal[t]
	}
	for _, key := range []string{attr(n, "name"), attr(n, "id")} {
		for _, word := range strings.FieldsFunc(strings.ToLower(key), func(r rune) bool { return r < 'a' || r > 'z' }) {
			if w := personal[word]; w != nil {
				return w
			}
		}
	}
	return nil
}
