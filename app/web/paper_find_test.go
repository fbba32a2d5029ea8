package web_test

import (
	"context"
	"strings"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/fines"
	"sportello/api/fiscal"
	"sportello/api/payments"
)

// The paper finds the fines and notices of its folder, without whose they are. It has had enough of the plate ZZ999ZZ,
// and of the notice 348000000000000000.

func (p *paper) FindFine(_ context.Context, number, plate string) (fines.Fine, payments.Position, error) {
	if fines.Plate(plate) == "ZZ999ZZ" {
		return fines.Fine{}, payments.Position{}, command.Locked{Until: noon}
	}
	number = strings.ReplaceAll(fines.ID(number), "-", "")
	for _, f := range p.folder.Fines {
		known := strings.ReplaceAll(f.ID, "-", "") == number || number != "" && (f.NAVs.Discounted == number || f.NAVs.Reduced == number)
		if !known || f.Plate != fines.Plate(plate) {
			continue
		}
		f.Photo = ""
		for _, d := range p.folder.Debts {
			if d.ID == "fine/"+f.ID {
				return f, d, p.fails
			}
		}
		return f, payments.Position{}, p.fails
	}
	return fines.Fine{}, payments.Position{}, command.ErrNotFound
}

func (p *paper) CheckNotice(_ context.Context, text string) (payments.Verdict, error) {
	asked, err := fiscal.ReadNotice(text)
	if err != nil {
		return payments.Verdict{Answer: payments.Unread}, nil
	}
	if asked.NAV == "348000000000000000" {
		return payments.Verdict{}, command.Locked{Until: noon}
	}
	found, _, _ := payments.Find(p.folder.Debts, asked.NAV)
	return payments.Creditor{Code: "00000000000", Segregation: 48}.Judge(asked, found, calendar.InRome(noon)), p.fails
}
