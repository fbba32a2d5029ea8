package applications

import (
	"strings"

	"sportello/api/applications"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// fee says before an application is sent what it costs; nil when it costs nothing.
func fee(v page.Visit, key, service string) *ui.Node {
	cost := v.Town.Fees[service]
	if cost <= 0 {
		return nil
	}
	return v.Para(key, "Amount", cost)
}

// toPay is what is to be paid for an application that the town hall has, with the way there; nil when it costs nothing.
func toPay(v page.Visit, a applications.Application) *ui.Node {
	debt, known := feeOf(v, a)
	cost := v.Town.Fees[a.Service]
	switch {
	case known && debt.Ended != "":
		return nil
	case known && (len(debt.Notices) == 0 || owed(debt) == 0):
		return ui.Section(v.Say("applications.fee.title"), ui.P(v.Say("applications.fee.paid")))
	case known:
		nav := debt.Notices[0].NAV // a fee has one notice
		kids := []*ui.Node{v.Owing(v.Say("applications.fee.label"), owed(debt)), v.PayNotice(nav), ui.P(v.Say("applications.fee.after"))}
		return ui.Section(v.Say("applications.fee.title"), append(kids, v.Notice(nav, owed(debt))...)...)
	case cost > 0 && a.State == applications.Filed:
		return ui.Section(v.Say("applications.fee.title"), v.Owing(v.Say("applications.fee.label"), cost), ui.P(v.Say("applications.fee.soon")))
	}
	return nil
}

// feeOf is the debt of an application; false while there is none, or the folder is older than it.
func feeOf(v page.Visit, a applications.Application) (payments.Position, bool) {
	for _, p := range v.Folder.Debts {
		if id, ok := strings.CutPrefix(p.ID, "fee/"); ok && id == a.ID {
			return p, true
		}
	}
	return payments.Position{}, false
}

func owed(p payments.Position) (sum money.Cents) {
	for _, n := range p.Notices {
		sum += n.Owed()
	}
	return sum
}
