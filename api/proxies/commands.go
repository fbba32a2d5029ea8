package proxies

import (
	"slices"
	"strings"

	"sportello/api/calendar"
	"sportello/api/contact"
	"sportello/api/fiscal"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/api/money"
)

// Services are the ids of what a proxy may be for, in the order in which they are offered.
var Services = []string{"telesoccorso", "tari", "imu", "fines", "driver-data", "fine-plan", "accident-report", contact.Service}

// NoCap is the cap of those who stand for a person in everything.
const NoCap money.Cents = 9_999_999_99

// Give is the body of the command by which a person gives a proxy. The id of the command becomes that of the
// proxy. Code is the invitation code, made where the command was born; the store keeps a hash of it.
type Give struct {
	FiscalCode string          `json:"fiscal_code" doc:"Codice fiscale of who is to act"`
	Name       string          `json:"name" maxLength:"200" doc:"Their name as the delegator calls them; shown to the delegator alone"`
	Rights     identity.Rights `json:"rights"`
	From       calendar.Day    `json:"from"`
	Until      calendar.Day    `json:"until"`
	Code       string          `json:"code" pattern:"^[0-9]{8}$" doc:"Eight digits, to be given to the delegate"`
}

// Accept is the body of the command by which the invited person takes the proxy on.
type Accept struct {
	Code string `json:"code" maxLength:"40" doc:"The eight digits, as typed"`
}

// Change is the body of the command for what either of the two does with a proxy. Code is the new one of Recode.
type Change struct {
	Proxy string `json:"proxy" format:"uuid"`
	Act   Act    `json:"act" enum:"pause,resume,revoke,code,renounce,refuse"`
	Code  string `json:"code,omitempty" pattern:"^[0-9]{8}$"`
}

// Claim is the body of the command by which somebody says that they stand for a person by law or by a judge's
// decree. It is true when a clerk has seen the papers.
type Claim struct {
	Kind       Kind            `json:"kind" enum:"tutor,curator,support,parent,heir"`
	FiscalCode string          `json:"fiscal_code" doc:"Codice fiscale of the person acted for"`
	Name       string          `json:"name" maxLength:"200"`
	Rights     identity.Rights `json:"rights"`
	Until      calendar.Day    `json:"until,omitzero" doc:"The judge's day; none where none was set"`
	Court      string          `json:"court,omitempty" maxLength:"200"`
	Decree     string          `json:"decree,omitempty" maxLength:"100" doc:"Number of the decree"`
	Issued     calendar.Day    `json:"issued,omitzero"`
}

// Document is what a clerk writes of an identity document: never the whole number.
type Document struct {
	Type   string       `json:"type" enum:"id_card,passport,licence,other"`
	Last   string       `json:"last" doc:"Its last four signs"`
	Issuer string       `json:"issuer"`
	Until  calendar.Day `json:"until"`
}

// Papers are what a proxy stands on.
type Papers struct {
	Name      string       `json:"name,omitempty" doc:"Of the person acted for, as claimed"`
	Court     string       `json:"court,omitempty"`
	Decree    string       `json:"decree,omitempty"`
	Issued    calendar.Day `json:"issued,omitzero"`
	Delegator *Document    `json:"delegator,omitempty"`
	Delegate  *Document    `json:"delegate,omitempty"`
	Privacy   string       `json:"privacy,omitempty" doc:"Version of the privacy notice that was signed"`
	Digest    string       `json:"digest,omitempty" doc:"SHA-256 of the scan, hex"`
	Clerk     string       `json:"clerk,omitempty" doc:"Id of the clerk who has seen them"`
	Reason    string       `json:"reason,omitempty" doc:"Why they were not enough"`
}

// Register is the body of the command by which a clerk writes down a proxy given on paper (DPR 445/2000 art. 38).
type Register struct {
	Kind          Kind            `json:"kind" enum:"simple,tutor,curator,support,parent,heir"`
	DelegatorCode string          `json:"delegator_code"`
	DelegatorName string          `json:"delegator_name" maxLength:"200"`
	DelegateCode  string          `json:"delegate_code"`
	DelegateName  string          `json:"delegate_name" maxLength:"200"`
	Rights        identity.Rights `json:"rights"`
	From          calendar.Day    `json:"from"`
	Until         calendar.Day    `json:"until,omitzero"`
	Papers        Papers          `json:"papers"`
}

// Verify is the body of the command by which a clerk says whether the papers of a claim are good.
type Verify struct {
	Proxy  string `json:"proxy" format:"uuid"`
	Good   bool   `json:"good"`
	Reason string `json:"reason,omitempty" maxLength:"500" doc:"Needed when they are not good"`
}

// Look is the body of the command by which a clerk opens a claim.
type Look struct {
	Proxy string `json:"proxy" format:"uuid"`
}

// Problems are what is wrong with giving this proxy. by is who gives it; the day is that of the town hall.
func (g Give) Problems(by identity.Person, l Limits, today calendar.Day) []flow.Problem {
	found := between(g.FiscalCode, by.FiscalCode)
	found = append(found, power(g.Rights)...)
	if key := term(Simple, max(g.From, today), g.Until, l, today); key != "" {
		found = append(found, flow.Problem{Field: "until", Key: key})
	}
	if len(g.Code) != 8 || strings.Trim(g.Code, "0123456789") != "" {
		found = append(found, flow.Problem{Field: "code", Key: "bad_code"})
	}
	return found
}

// Problems are what is wrong with a claim. by is who would act.
func (c Claim) Problems(by identity.Person, today calendar.Day) []flow.Problem {
	found := between(c.FiscalCode, by.FiscalCode)
	found = append(found, power(c.Rights)...)
	if c.Kind == Simple || !slices.Contains(Claimed, c.Kind) {
		found = append(found, flow.Problem{Field: "kind", Key: flow.BadPick})
	}
	if c.Kind == Curator && (c.Rights.Allow(identity.Send, "") || c.Rights.Allow(identity.Pay, "")) {
		found = append(found, flow.Problem{Field: "reach", Key: "curator"}) // assists, does not replace (art. 392, 424 c.c.)
	}
	if decreed(c.Kind) && (c.Court == "" || c.Decree == "" || c.Issued == 0 || c.Issued > today) {
		found = append(found, flow.Problem{Field: "decree", Key: flow.Missing})
	}
	if key := end(c.Kind, c.FiscalCode, c.Until, today); key != "" {
		found = append(found, flow.Problem{Field: "until", Key: key})
	}
	return found
}

// Problems are what is wrong with a paper proxy that a clerk registers.
func (r Register) Problems(clerk identity.Person, l Limits, today calendar.Day) []flow.Problem {
	found := between(r.DelegateCode, r.DelegatorCode)
	found = append(found, power(r.Rights)...)
	if r.DelegateCode == clerk.FiscalCode || r.DelegatorCode == clerk.FiscalCode {
		found = append(found, flow.Problem{Field: "code", Key: "clerk"}) // nobody registers their own
	}
	key := term(r.Kind, max(r.From, today), r.Until, l, today)
	if r.Kind != Simple {
		key = end(r.Kind, r.DelegatorCode, r.Until, today)
	}
	if key != "" {
		found = append(found, flow.Problem{Field: "until", Key: key})
	}
	for name, d := range map[string]*Document{"doc_giver": r.Papers.Delegator, "doc_holder": r.Papers.Delegate} {
		if d == nil || d.Type == "" || len(d.Last) != 4 || d.Issuer == "" || d.Until < today {
			found = append(found, flow.Problem{Field: name, Key: flow.Missing})
		}
	}
	if len(r.Papers.Digest) != 64 || r.Papers.Privacy == "" {
		found = append(found, flow.Problem{Field: "scan", Key: flow.Missing})
	}
	return found
}

// Claimed are the kinds that can be asked for by who acts.
var Claimed = []Kind{Tutor, Curator, Support, Parent, Heir}

func decreed(k Kind) bool { return k == Tutor || k == Curator || k == Support }

// between judges the two people: a natural person, and not oneself.
func between(code, own string) []flow.Problem {
	c, err := fiscal.Parse(code)
	switch {
	case err != nil:
		return []flow.Problem{{Field: "code", Key: flow.BadCode}}
	case string(c) == own:
		return []flow.Problem{{Field: "code", Key: "oneself"}}
	}
	return nil
}

// power judges tasks, services and cap together.
func power(r identity.Rights) []flow.Problem {
	var found []flow.Problem
	strange := slices.ContainsFunc(r.Tasks, func(t identity.Task) bool { return !slices.Contains(identity.Tasks, t) })
	if len(r.Tasks) == 0 || strange {
		found = append(found, flow.Problem{Field: "reach", Key: flow.Missing})
	}
	for _, s := range r.Services {
		if !slices.Contains(Services, s) {
			return append(found, flow.Problem{Field: "services", Key: flow.BadPick})
		}
	}
	pays := slices.Contains(r.Tasks, identity.Pay)
	if r.Cap < 0 || r.Cap > NoCap || pays != (r.Cap > 0) {
		found = append(found, flow.Problem{Field: "cap", Key: "bad_euro"})
	}
	return found
}

// term judges the days of a simple proxy.
func term(k Kind, from, until calendar.Day, l Limits, today calendar.Day) string {
	switch {
	case k != Simple:
		return ""
	case until == 0:
		return flow.Missing
	case until < from, until < today:
		return "too_early"
	case until > After(from, l.Months), from > After(today, l.Months):
		return "too_long"
	}
	return ""
}

// end judges the last day of one that stands on papers: the judge's for an administrator of support
// (art. 405 c.c.), never after 18 years for a parent.
func end(k Kind, of string, until, today calendar.Day) string {
	switch {
	case until != 0 && until < today:
		return "too_early"
	case k == Support && until == 0:
		return flow.Missing
	case k == Parent:
		last, ok := ComesOfAge(fiscal.Code(of), today)
		if !ok || last < today {
			return "grown_up"
		}
		if until == 0 || until > last {
			return "too_long"
		}
	}
	return ""
}
