package page

import (
	"strings"

	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/api/proxies"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Allows says in plain words how far a proxy reaches.
func (v Visit) Allows(r identity.Rights) *ui.Node {
	var can []*ui.Node
	for _, t := range r.Tasks {
		words := v.Say("proxies.can." + string(t))
		if t == identity.Prepare && r.Allow(identity.Send, "") {
			words = v.Say("proxies.can.prepare.too")
		}
		if t == identity.Pay && r.Cap > 0 && r.Cap < proxies.NoCap {
			words = v.Say("proxies.can.pay.cap", "Euro", text.Euro(v.Text, r.Cap))
		}
		can = append(can, ui.Text(words))
	}
	return ui.List(can...)
}

// Services names the services that a proxy is for.
func (v Visit) Services(r identity.Rights) string {
	if len(r.Services) == 0 {
		return v.Say("proxies.services.all")
	}
	var names []string
	for _, s := range r.Services {
		names = append(names, v.Say("proxies.service."+s))
	}
	return strings.Join(names, ", ")
}

// Terms are the days and the services of a proxy as facts.
func (v Visit) Terms(r identity.Rights, from, until calendar.Day) *ui.Node {
	last := v.Say("proxies.until.none")
	if until != 0 {
		last = text.Day(v.Text, until)
	}
	rows := []ui.Row{{Key: v.Say("proxies.services"), Values: []string{v.Services(r)}}}
	if from != 0 {
		rows = append(rows, ui.Row{Key: v.Say("proxies.from"), Values: []string{text.Day(v.Text, from)}})
	}
	return ui.Facts(append(rows, ui.Row{Key: v.Say("proxies.until"), Values: []string{last}})...)
}
