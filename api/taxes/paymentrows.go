package taxes

import (
	"cmp"
	"slices"

	"sportello/api/fiscal"
)

// PaymentRow is one sound row of a file of F24 payments, with the person as that row names them.
type PaymentRow struct {
	Line          int
	Code          fiscal.Code
	Surname, Name string
	Payment       Payment
}

// PaymentsGathered is the outcome of a file. Each line enters by itself.
type PaymentsGathered struct {
	Accepted []PaymentRow
	Faults   []Fault // by line
	Repeated int     // rows that repeat an earlier one exactly
}

// PaymentRows gathers the rows of one file. The zero value is not ready: use NewPaymentRows.
type PaymentRows struct {
	byID     map[string]int // place in rows
	rows     []PaymentRow
	bad      map[int]bool // places in rows that are contradicted
	faults   []Fault
	repeated int
}

// NewPaymentRows makes an empty gathering.
func NewPaymentRows() *PaymentRows {
	return &PaymentRows{byID: map[string]int{}, bad: map[int]bool{}}
}

// Refuse takes in a faulty row.
func (p *PaymentRows) Refuse(f Fault) { p.faults = append(p.faults, f) }

// Add takes in a row that is sound by itself. When two rows have one number and other data, nobody can tell which is
// right: both are refused.
func (p *PaymentRows) Add(row PaymentRow) {
	at, again := p.byID[row.Payment.ID]
	if !again {
		p.byID[row.Payment.ID] = len(p.rows)
		p.rows = append(p.rows, row)
		return
	}
	first := p.rows[at]
	if first.Code == row.Code && first.Payment == row.Payment {
		p.repeated++
		return
	}
	if !p.bad[at] {
		p.bad[at] = true
		p.Refuse(Fault{Line: first.Line, Reason: LineTwice})
	}
	p.Refuse(Fault{Line: row.Line, Reason: LineTwice})
}

// Gather closes the file.
func (p *PaymentRows) Gather() PaymentsGathered {
	rows := p.rows
	if len(p.bad) > 0 {
		rows = make([]PaymentRow, 0, len(p.rows))
		for i, r := range p.rows {
			if !p.bad[i] {
				rows = append(rows, r)
			}
		}
	}
	slices.SortStableFunc(p.faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	return PaymentsGathered{Accepted: rows, Faults: p.faults, Repeated: p.repeated}
}
