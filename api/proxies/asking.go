package proxies

import (
	"strings"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/api/money"
)

// The ids of the flows, which are those of their drafts and the beginnings of their words.
const (
	Giving   = "proxies.give"
	Claiming = "proxies.claim"
	OnPaper  = "proxies.paper"
)

// Private reports whether a draft is of one of these flows. It is seen in one's own matters alone: it names people.
func Private(service string) bool { return strings.HasPrefix(service, "proxies.") }

// FlowOf is the flow of that id under the limits of a comune; false when there is none.
func FlowOf(id string, l Limits) (flow.Flow, bool) {
	switch id {
	case Giving:
		return giving(l), true
	case Claiming:
		return claiming, true
	case OnPaper:
		return onPaper(l), true
	}
	return flow.Flow{}, false
}

// Flows are all of them, for the tests of their words.
func Flows() []flow.Flow { return []flow.Flow{giving(Usual), claiming, onPaper(Usual)} }

// The answers to how far a proxy reaches: each takes in those before it, which is how people think of it.
var reaches = []string{"see", "prepare", "send", "pay"}

func reach(options ...string) flow.Step {
	return flow.Step{ID: "reach", Fields: []flow.Field{{Name: "reach", Kind: flow.Choice, Options: options}}}
}

// services asks for which services: all, or some, and then which.
func services(when func(flow.Answers) bool) []flow.Step {
	var ticks []flow.Field
	for _, s := range Services {
		ticks = append(ticks, flow.Field{Name: "service_" + s, Kind: flow.Tick})
	}
	some := func(a flow.Answers) bool { return when(a) && a["services"] == "some" }
	one := func(a flow.Answers, _ calendar.Day) []flow.Problem {
		if len(chosen(a)) == 0 {
			return []flow.Problem{{Field: ticks[0].Name, Key: flow.Missing}}
		}
		return nil
	}
	pays := func(a flow.Answers) bool { return when(a) && a["reach"] == "pay" }
	return []flow.Step{
		{ID: "services", When: when, Fields: []flow.Field{{Name: "services", Kind: flow.Choice, Options: []string{"all", "some"}}}},
		{ID: "which", When: some, Fields: ticks, Check: one},
		{ID: "cap", When: pays, Fields: []flow.Field{{Name: "cap", Kind: flow.Line, Max: 15, Autocomplete: "off"}}, Check: checkCap},
	}
}

func always(flow.Answers) bool { return true }

func checkCap(a flow.Answers, _ calendar.Day) []flow.Problem {
	if c := euro(a["cap"]); c <= 0 || c > NoCap {
		return []flow.Problem{{Field: "cap", Key: "bad_euro"}}
	}
	return nil
}

// euro reads a sum as people write it; 0 when it is none.
func euro(s string) money.Cents {
	c, err := money.Parse(strings.TrimSpace(strings.ReplaceAll(s, "€", "")), money.Italian)
	if err != nil {
		return 0
	}
	return c
}

func person(step, name, code string) flow.Step {
	return flow.Step{ID: step, Fields: []flow.Field{{Name: name, Kind: flow.Line, Max: 100, Autocomplete: "off"}, {Name: code, Kind: flow.Code, Max: 24, Autocomplete: "off"}}}
}

func giving(l Limits) flow.Flow {
	steps := []flow.Step{person("who", "name", "code"), reach(reaches...)}
	steps = append(steps, services(always)...)
	return flow.Flow{ID: Giving, Steps: append(steps,
		flow.Step{ID: "time", Fields: []flow.Field{{Name: "time", Kind: flow.Choice, Options: []string{"3", "12", "24", "dates"}}}, Check: checkTime(l)},
		flow.Step{ID: "dates", When: func(a flow.Answers) bool { return a["time"] == "dates" }, Check: checkDates(l),
			Fields: []flow.Field{{Name: "from", Kind: flow.Date, Max: 10}, {Name: "until", Kind: flow.Date, Max: 10}}})}
}

func checkTime(l Limits) func(flow.Answers, calendar.Day) []flow.Problem {
	return func(a flow.Answers, today calendar.Day) []flow.Problem {
		if from, until := span(a, today); a["time"] != "dates" && until > After(from, l.Months) {
			return []flow.Problem{{Field: "time", Key: "too_much"}}
		}
		return nil
	}
}

func checkDates(l Limits) func(flow.Answers, calendar.Day) []flow.Problem {
	return func(a flow.Answers, today calendar.Day) []flow.Problem {
		from, until := span(a, today)
		if from < today {
			return []flow.Problem{{Field: "from", Key: "too_early"}}
		}
		switch term(Simple, from, until, l, today) {
		case "too_early":
			return []flow.Problem{{Field: "until", Key: "too_early"}}
		case "too_long":
			return []flow.Problem{{Field: "until", Key: "too_much"}}
		}
		return nil
	}
}

var claiming = flow.Flow{ID: Claiming, Steps: append(append([]flow.Step{
	{ID: "kind", Fields: []flow.Field{{Name: "kind", Kind: flow.Choice, Options: []string{"tutor", "curator", "support", "parent", "heir"}}}},
	{ID: "who", Check: checkMinor, Fields: person("who", "name", "code").Fields},
	{ID: "decree", When: byDecree, Check: checkIssued, Fields: []flow.Field{{Name: "court", Kind: flow.Line, Max: 100}, {Name: "decree", Kind: flow.Line, Max: 40},
		{Name: "issued", Kind: flow.Date, Max: 10}}},
}, supportReach), append(services(bySupport),
	flow.Step{ID: "until", When: byDecree, Check: checkEnd, Fields: []flow.Field{{Name: "until", Kind: flow.Date, Max: 10, Optional: true}}})...)}

var supportReach = flow.Step{ID: "reach", When: bySupport, Fields: reach(reaches...).Fields}

func byDecree(a flow.Answers) bool  { return decreed(Kind(a["kind"])) }
func bySupport(a flow.Answers) bool { return Kind(a["kind"]) == Support }

func checkMinor(a flow.Answers, today calendar.Day) []flow.Problem {
	if last, ok := ComesOfAge(fiscal.Code(a["code"]), today); Kind(a["kind"]) == Parent && (!ok || last < today) {
		return []flow.Problem{{Field: "code", Key: "grown_up"}}
	}
	return nil
}

func checkIssued(a flow.Answers, today calendar.Day) []flow.Problem {
	if day(a["issued"]) > today {
		return []flow.Problem{{Field: "issued", Key: "too_late"}}
	}
	return nil
}

func checkEnd(a flow.Answers, today calendar.Day) []flow.Problem {
	if key := end(Kind(a["kind"]), a["code"], day(a["until"]), today); key != "" {
		return []flow.Problem{{Field: "until", Key: key}}
	}
	return nil
}

func onPaper(l Limits) flow.Flow {
	document := func(side string) flow.Step {
		return flow.Step{ID: side, Check: checkDocument(side), Fields: []flow.Field{
			{Name: side + "_type", Kind: flow.Choice, Options: []string{"id_card", "passport", "licence", "other"}},
			{Name: side + "_last", Kind: flow.Line, Max: 4}, {Name: side + "_issuer", Kind: flow.Line, Max: 100}, {Name: side + "_until", Kind: flow.Date, Max: 10}}}
	}
	steps := []flow.Step{person("giver", "giver_name", "giver_code"), person("holder", "name", "code"),
		{ID: "kind", Fields: []flow.Field{{Name: "kind", Kind: flow.Choice, Options: []string{"simple", "tutor", "curator", "support", "parent", "heir"}}}}, reach(reaches...)}
	steps = append(steps, services(always)...)
	return flow.Flow{ID: OnPaper, Steps: append(steps,
		flow.Step{ID: "dates", Check: checkPaperDates(l), Fields: []flow.Field{{Name: "from", Kind: flow.Date, Max: 10}, {Name: "until", Kind: flow.Date, Max: 10, Optional: true}}},
		document("giver_doc"), document("holder_doc"),
		flow.Step{ID: "scan", Fields: []flow.Field{{Name: "privacy", Kind: flow.Line, Max: 20}, {Name: "scan", Kind: flow.Digest, Max: 80}}})}
}

func checkDocument(side string) func(flow.Answers, calendar.Day) []flow.Problem {
	return func(a flow.Answers, today calendar.Day) []flow.Problem {
		switch {
		case len(a[side+"_last"]) != 4:
			return []flow.Problem{{Field: side + "_last", Key: "four"}}
		case day(a[side+"_until"]) < today:
			return []flow.Problem{{Field: side + "_until", Key: "over"}}
		}
		return nil
	}
}

func checkPaperDates(l Limits) func(flow.Answers, calendar.Day) []flow.Problem {
	return func(a flow.Answers, today calendar.Day) []flow.Problem {
		k, from, until := Kind(a["kind"]), day(a["from"]), day(a["until"])
		key := term(k, max(from, today), until, l, today)
		if k != Simple {
			key = end(k, a["giver_code"], until, today)
		}
		switch key {
		case "":
			return nil
		case "too_long":
			key = "too_much"
		}
		return []flow.Problem{{Field: "until", Key: key}}
	}
}

func day(s string) calendar.Day {
	d, err := calendar.Parse(s)
	if err != nil {
		return 0
	}
	return d
}

// chosen are the services that were ticked.
func chosen(a flow.Answers) []string {
	var all []string
	for _, s := range Services {
		if a["service_"+s] == "yes" {
			all = append(all, s)
		}
	}
	return all
}

// span is from when until when: so many months from today, or the days that were written.
func span(a flow.Answers, today calendar.Day) (from, until calendar.Day) {
	months := map[string]int{"3": 3, "12": 12, "24": 24}[a["time"]]
	if months == 0 {
		return day(a["from"]), day(a["until"])
	}
	return today, After(today, months)
}

// rights are what the answers add up to.
func rights(a flow.Answers) identity.Rights {
	r := identity.Rights{}
	for i, t := range identity.Tasks {
		if r.Tasks = append(r.Tasks, t); reaches[i] == a["reach"] {
			break
		}
	}
	if a["services"] == "some" {
		r.Services = chosen(a)
	}
	if a["reach"] == "pay" {
		r.Cap = euro(a["cap"])
	}
	return r
}

// ReadGive is what the answers of the flow ask for, on a day. Code is left open.
func ReadGive(a flow.Answers, today calendar.Day) Give {
	from, until := span(a, today)
	return Give{FiscalCode: a["code"], Name: a["name"], Rights: rights(a), From: from, Until: until}
}

// ReadClaim is what the answers of the flow claim. How far it reaches follows from the kind, but for an
// administrator of support, who may do the acts of the decree.
func ReadClaim(a flow.Answers, today calendar.Day) Claim {
	c := Claim{Kind: Kind(a["kind"]), FiscalCode: a["code"], Name: a["name"], Until: day(a["until"]), Court: a["court"], Decree: a["decree"], Issued: day(a["issued"])}
	switch c.Kind {
	case Support:
		c.Rights = rights(a)
	case Curator:
		c.Rights.Tasks = []identity.Task{identity.See, identity.Prepare}
	case Heir:
		c.Rights.Tasks = []identity.Task{identity.See, identity.Prepare, identity.Send}
	default:
		c.Rights = identity.Rights{Tasks: identity.Tasks, Cap: NoCap}
	}
	if c.Kind == Parent {
		c.Until, _ = ComesOfAge(fiscal.Code(c.FiscalCode), today)
	}
	return c
}

// ReadRegister is what the answers of a clerk write down.
func ReadRegister(a flow.Answers) Register {
	document := func(side string) *Document {
		return &Document{Type: a[side+"_type"], Last: a[side+"_last"], Issuer: a[side+"_issuer"], Until: day(a[side+"_until"])}
	}
	return Register{Kind: Kind(a["kind"]), DelegatorCode: a["giver_code"], DelegatorName: a["giver_name"], DelegateCode: a["code"], DelegateName: a["name"],
		Rights: rights(a), From: day(a["from"]), Until: day(a["until"]),
		Papers: Papers{Delegator: document("giver_doc"), Delegate: document("holder_doc"), Privacy: a["privacy"], Digest: a["scan"]}}
}
