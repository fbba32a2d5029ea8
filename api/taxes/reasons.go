package taxes

// Reason is why a row of a back office's file, or a whole position, is not taken in. It is a stable code;
// the sentence for the office stands with the import.
type Reason string

// Fault is a row that is not taken in, and why. It holds no value of the row.
type Fault struct {
	Line   int // on which the row begins; the first line of the file is 1
	Reason Reason
	Field  string // the column at fault, as the file names it; empty when it is the row as a whole
}

// The reasons, by what is wrong: the row as text, its numbers and dates, or the position as a whole.
const (
	ColumnsMissing Reason = "columns missing"
	ColumnsTooMany Reason = "too many columns"
	QuotesOpen     Reason = "quotes not closed"
	NulByte        Reason = "NUL byte"
	LineTooLong    Reason = "line too long"
	BadEncoding    Reason = "encoding broken"
	GrandTotal     Reason = "not a data row (grand total)"
	HeaderAgain    Reason = "not a data row (header repeated)"

	CodeMissing Reason = "codice fiscale missing"
	CodeLength  Reason = "codice fiscale length"
	CodeForm    Reason = "codice fiscale form"
	CodeMonth   Reason = "codice fiscale month letter"
	CodeCheck   Reason = "codice fiscale check letter"
	CodeCompany Reason = "codice fiscale not of a person"

	UtenzaMissing Reason = "utenza missing"
	YearMissing   Reason = "year missing"
	YearNumber    Reason = "year is not a number"
	YearRange     Reason = "year out of range"

	NumberMissing Reason = "instalment number missing"
	NumberForm    Reason = "instalment number is not a number"
	NumberBelow   Reason = "instalment number below 1"
	NumberBeyond  Reason = "instalment number beyond the plan"
	PlanForm      Reason = "number of instalments is not a number"

	AmountMissing   Reason = "amount missing"
	AmountForm      Reason = "amount is not a number"
	AmountDecimals  Reason = "amount has more than two decimals"
	AmountNegative  Reason = "amount is negative"
	SquareMissing   Reason = "square metres missing"
	SquareForm      Reason = "square metres is not a number"
	SquarePositive  Reason = "square metres not positive"
	OccupantsForm   Reason = "occupants is not a number"
	OccupantsRange  Reason = "occupants is negative"
	ReductionForm   Reason = "reduction is not a percentage"
	DueMissing      Reason = "due date missing"
	DateForm        Reason = "not a date"
	DateNone        Reason = "date does not exist"
	PeriodBackwards Reason = "period ends before it begins"
	NoticeLength    Reason = "notice number length"
	NoticeDigits    Reason = "notice number is not digits"

	KeyTooLong     Reason = "number or code too long"
	UnitMissing    Reason = "unit missing"
	KindUnknown    Reason = "kind of unit unknown"
	CategoryNone   Reason = "category missing"
	CategoryForm   Reason = "category unknown"
	FromMissing    Reason = "start of the period missing"
	ShareMissing   Reason = "share missing"
	ShareForm      Reason = "share is not a share"
	ShareUnclear   Reason = "share neither fraction nor percentage"
	ShareRange     Reason = "share not between nothing and the whole"
	RightUnknown   Reason = "right unknown"
	UseUnknown     Reason = "use unknown"
	FlagUnknown    Reason = "neither yes nor no"
	ResidentsForm  Reason = "residents is not a number of people"
	PeriodsOverlap Reason = "periods of one person on one unit overlap"

	LineMissing    Reason = "line number missing"
	TaxCodeMissing Reason = "tax code missing"
	TaxCodeUnknown Reason = "tax code not of a tax of the comune"
	EntityOther    Reason = "payment to another comune"
	PaidMissing    Reason = "payment date missing"
	PaidAhead      Reason = "payment date in the future"
	UnitsForm      Reason = "units is not a number of units"
	LineTwice      Reason = "same line twice with other data"
	LineKept       Reason = "line already stored with other data"

	TwiceAmount    Reason = "same instalment twice with another amount"
	TwiceOther     Reason = "same instalment twice with other data"
	NoticeTwice    Reason = "same notice number on two instalments"
	TwoPeople      Reason = "two people on one utenza and year"
	PlanDiffers    Reason = "number of instalments differs between rows"
	TotalDiffers   Reason = "total differs between rows"
	RowsDiffer     Reason = "data differ between rows"
	PlanIncomplete Reason = "instalment missing"
	SumWrong       Reason = "instalments do not add up to the total"
	PartsWrong     Reason = "components do not add up to the total"
)
