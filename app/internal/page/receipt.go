package page

import (
	"sportello/api/calendar"
	"sportello/api/payments"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Receipt is the proof of a payment as facts: on its page, on paper, and in the file that people keep.
func (v Visit) Receipt(r payments.Receipt) *ui.Node {
	when := text.Day(v.Text, r.PaidOn)
	if !r.PaidAt.IsZero() {
		when = text.Moment(v.Text, calendar.Rome(r.PaidAt))
	}
	rows := []ui.Row{v.Sum("payments.receipt.amount", r.Amount)}
	if r.Fee > 0 {
		rows = append(rows, v.Sum("payments.receipt.fee", r.Fee), v.Sum("payments.receipt.all", r.Amount+r.Fee))
	}
	shown, heard := text.Notice(r.NAV)
	rows = append(rows, ui.Row{Key: v.Say("payments.row.what"), Values: []string{v.WhatFor(r.Service, r.About, r.NAV)}},
		ui.Row{Key: v.Say("payments.row.whose"), Values: []string{v.Who.Subject.Name()}},
		ui.Row{Key: v.Say("pay.notice.creditor"), Values: []string{v.Town.Name}},
		ui.Row{Key: v.Say("payments.row.when"), Values: []string{when}},
		ui.Row{Key: v.Say("pay.notice.number"), Values: []string{shown}, Heard: heard})
	for _, one := range [][2]string{{"payments.receipt.psp", r.PSP}, {"payments.receipt.payer", r.Payer}} {
		if one[1] != "" {
			rows = append(rows, ui.Row{Key: v.Say(one[0]), Values: []string{one[1]}})
		}
	}
	return ui.Facts(append(rows, v.Spelled("payments.receipt.id", r.ID))...)
}
