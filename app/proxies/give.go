package proxies

import (
	"crypto/rand"
	"encoding/binary"
	"strconv"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/proxies"
	"sportello/app/flowview"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Give opens the giving of a proxy: what it is, or where it was left.
func Give(v page.Visit) page.Page {
	d := giving(v)
	if len(d.Answers) > 0 {
		return page.To(d.Next(v))
	}
	title := v.Say("proxies.give.title")
	limits := v.Town.Proxies.OrUsual()
	body := []*ui.Node{ui.Back("/deleghe", v.Say("proxies.back")), ui.H1(title), ui.Lead(v.Say("proxies.what")),
		ui.List(ui.Text(v.Say("proxies.give.know.1")), ui.Text(v.Say("proxies.give.know.2")), ui.Text(v.Say("proxies.give.know.3", "Count", limits.Given)))}
	given := 0
	for _, p := range v.Folder.Proxies {
		if p.SideOf(v.Who.Actor) == proxies.Giver && p.Counts(v.Today, v.Now) {
			given++
		}
	}
	if given >= limits.Given {
		return page.Page{Title: title, Body: append(body, refusal(v, "too_many_given"), ui.LinkSecond("/deleghe", v.Say("proxies.back")))}
	}
	return page.Page{Title: title, Body: append(body, ui.LinkButton(d.Next(v), v.Say("proxies.give.start")))}
}

func giving(v page.Visit) flowview.Drawn {
	f, _ := proxies.FlowOf(proxies.Giving, v.Town.Proxies.OrUsual())
	d := flowview.Begun(v, f, "/deleghe/nuova", "/deleghe")
	d.Suggest = map[string]string{"from": v.Today.Italian()}
	return d
}

// GiveStep asks one step of giving.
func GiveStep(v page.Visit) page.Page {
	return flowview.Step(v, giving(v), func(s flow.Step, a flow.Answers) []flow.Problem { return notOneself(v, s, a) })
}

func notOneself(v page.Visit, s flow.Step, a flow.Answers) []flow.Problem {
	if s.ID == "who" && a["code"] == v.Who.Actor.FiscalCode {
		return []flow.Problem{{Field: "code", Key: "oneself"}}
	}
	return nil
}

// GiveCheck shows all once more and gives the proxy. The invitation code is born with this page and goes with its
// form: sent twice, it is the same proxy and the same code.
func GiveCheck(v page.Visit) page.Page {
	d := giving(v)
	code := v.Form.Get("code")
	if len(code) != command.CodeDigits {
		code = newCode()
	}
	if given, ok := v.Folder.Proxy(v.Form.Get("draft")); ok {
		return again(v, given, code)
	}
	if len(d.Answers) == 0 {
		return page.To("/deleghe") // Back, after it was given
	}
	if !d.Whole(v) {
		return page.To(d.Next(v))
	}
	g := proxies.ReadGive(d.Answers, v.Today)
	g.Code = code
	if !v.Sent() || !d.Seen(v) {
		return checkGiving(v, d, g, v.Sent(), nil)
	}
	receipt, err := v.Do(d.Draft, command.GiveProxy, g)
	if key, refused := page.Refused(receipt, err); refused {
		return checkGiving(v, d, g, false, refusal(v, key))
	}
	if err != nil {
		return checkGiving(v, d, g, false, down(v, flowview.Trouble(err)))
	}
	p := proxies.Proxy{ID: d.Draft, Kind: proxies.Simple, State: proxies.Invited, Delegator: proxies.Party{ID: v.Who.Actor.ID},
		Delegate: proxies.Party{Name: g.Name, FiscalCode: g.FiscalCode}, Rights: g.Rights, From: g.From, Until: g.Until}
	if receipt.State == command.Kept {
		p.State = proxies.Kept
	}
	return invitation(v, p, code)
}

// again answers the same form sent a second time, when its draft has become a proxy: the same page, if it was the
// same code.
func again(v page.Visit, p proxies.Proxy, code string) page.Page {
	g := proxies.Give{FiscalCode: p.Delegate.FiscalCode, Name: p.Delegate.Name, Rights: p.Rights, From: p.From, Until: p.Until, Code: code}
	receipt, err := v.Do(p.ID, command.GiveProxy, g)
	if _, refused := page.Refused(receipt, err); refused || err != nil {
		return page.To(address(p))
	}
	return invitation(v, p, code)
}

func checkGiving(v page.Visit, d flowview.Drawn, g proxies.Give, changed bool, trouble *ui.Node) page.Page {
	title := v.Say("proxies.give.check.title")
	body := []*ui.Node{ui.Back(d.Last(), v.Say("flow.back")), trouble}
	if changed {
		body = append(body, ui.Callout("warning", v.Say("flow.changed.title"), ui.P(v.Say("proxies.give.changed"))))
	}
	body = append(body, ui.H1(title), ui.P(v.Say("proxies.give.check.intro", "Name", g.Name)), ui.Answers(flowview.Rows(v, d, true)...),
		ui.H2(v.Say("proxies.allows")), v.Allows(g.Rights), v.Terms(g.Rights, g.From, g.Until))
	if offline := waits(v, "proxies.give.offline"); offline != nil {
		body = append(body, offline)
	}
	body = append(body, d.Form("/deleghe/nuova/controlla", ui.Hidden("code", g.Code), ui.P(v.Say("proxies.give.check.after", "Name", g.Name)),
		ui.Submit(v.Say("proxies.give.send", "Name", g.Name))))
	return page.Page{Title: title, Body: body}
}

// invitation shows the code, once, in very large type, and says how it reaches the other person. The form on it
// keeps the page as it is when a phone hears news.
func invitation(v page.Visit, p proxies.Proxy, code string) page.Page {
	title := v.Say("proxies.code.title", "Name", other(v, p))
	body := []*ui.Node{ui.H1(title)}
	if p.State == proxies.Kept {
		body = append(body, ui.Callout("warning", v.Say("proxies.code.kept.title"), ui.P(v.Say("proxies.code.kept.do"))))
	}
	body = append(body, ui.Amount(v.Say("proxies.code.label"), command.ShownCode(code), text.DigitsHeard(code)),
		ui.P(v.Say("proxies.code.once")),
		ui.Section(v.Say("proxies.code.how"), ui.Steps(ui.Text(v.Say("proxies.code.how.1", "Name", other(v, p))),
			ui.Text(v.Say("proxies.code.how.2", "Count", v.Town.Proxies.OrUsual().CodeDays)), ui.Text(v.Say("proxies.code.how.3")))),
		ui.Callout("info", v.Say("proxies.code.care.title"), ui.P(v.Say("proxies.code.care.do"))),
		ui.Form(address(p), ui.Submit(v.Say("proxies.code.done"))))
	return page.Page{Title: title, Body: body}
}

// newCode is eight digits, each equally likely: what does not divide evenly is thrown again.
func newCode() string {
	const codes, even = 100_000_000, 4_200_000_000
	for {
		var b [4]byte
		rand.Read(b[:]) // never fails (crypto/rand)
		if n := binary.BigEndian.Uint32(b[:]); n < even {
			return strconv.Itoa(codes + int(n%codes))[1:]
		}
	}
}

// waits says what is true of what is done without a network; nil when there is one.
func waits(v page.Visit, key string) *ui.Node {
	if !v.Offline {
		return nil
	}
	return ui.Callout("warning", v.Say(key+".title"), ui.P(v.Say(key+".do")))
}

// Drop throws away what was begun.
func Drop(v page.Visit) page.Page {
	id := proxies.Giving
	if v.Path == "/deleghe/richiesta/elimina" {
		id = proxies.Claiming
	}
	draft, ok := v.Folder.Begin(id)
	if !ok {
		return page.To("/deleghe")
	}
	title := v.Say("proxies.drop.title")
	body := []*ui.Node{ui.Back("/deleghe", v.Say("proxies.back"))}
	if v.Sent() {
		receipt, err := v.Do("", command.Discard, applications.Discard{Draft: draft.ID})
		if _, refused := page.Refused(receipt, err); err == nil && !refused {
			return page.To("/deleghe")
		}
		body = append(body, down(v, flowview.Trouble(err)))
	}
	return page.Page{Title: title, Body: append(body, ui.H1(title), ui.P(v.Say("proxies.drop.about")),
		ui.Form(v.Path, ui.SubmitDanger(v.Say("proxies.drop.yes"))), ui.LinkSecond("/deleghe", v.Say("proxies.drop.no")))}
}
