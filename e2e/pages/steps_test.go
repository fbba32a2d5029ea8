package pages

import (
	"net/url"
	"time"

	"sportello/api/calendar"
)

// steps answers the questions of a flow that is no application.
func (p *program) steps(who, base string, all []step) {
	for _, s := range all {
		p.form(who, base+"/"+s.id, s.say)
	}
}

// step is a question and good answers to it.
type step struct {
	id  string
	say url.Values
}

func giving(in *inhabitants) []step {
	return []step{
		{"who", url.Values{"name": {in.names[helped]}, "code": {in.codes[helped]}}},
		{"reach", url.Values{"reach": {"pay"}}},
		{"services", url.Values{"services": {"some"}}},
		{"which", url.Values{"service_telesoccorso": {"yes"}, "service_tari": {"yes"}}},
		{"cap", url.Values{"cap": {"1.250,50"}}},
		{"time", url.Values{"time": {"dates"}}},
		{"dates", url.Values{"from": {day(1)}, "until": {day(200)}}},
	}
}

func claiming(in *inhabitants) []step {
	return []step{
		{"kind", url.Values{"kind": {"support"}}},
		{"who", url.Values{"name": {in.names[aunt]}, "code": {in.codes[aunt]}}},
		{"decree", url.Values{"court": {"Monza"}, "decree": {"1234/2026"}, "issued": {day(-40)}}},
		{"reach", url.Values{"reach": {"send"}}},
		{"services", url.Values{"services": {"all"}}},
		{"until", url.Values{"until": {day(400)}}},
	}
}

func onPaper(in *inhabitants) []step {
	document := func(side string) url.Values {
		return url.Values{side + "_type": {"id_card"}, side + "_last": {"45AB"}, side + "_issuer": {"Comune di Seregno"}, side + "_until": {day(900)}}
	}
	return []step{
		{"giver", url.Values{"giver_name": {in.names[uncle]}, "giver_code": {in.codes[uncle]}}},
		{"holder", url.Values{"name": {in.names[aunt]}, "code": {in.codes[aunt]}}},
		{"kind", url.Values{"kind": {"simple"}}},
		{"reach", url.Values{"reach": {"see"}}},
		{"services", url.Values{"services": {"all"}}},
		{"dates", url.Values{"from": {day(0)}, "until": {day(300)}}},
		{"giver_doc", document("giver_doc")},
		{"holder_doc", document("holder_doc")},
		{"scan", url.Values{"privacy": {"2026-1"}, "scan": {"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}}},
	}
}

// day is a day so far from today, as people write it.
func day(off int) string { return (calendar.InRome(time.Now()) + calendar.Day(off)).Italian() }
