package taxes

import (
	"sportello/api/calendar"
	"sportello/api/money"
)

// Imu is what the tax office knows of one person: what they hold, and what they paid with F24. The tax is not in it:
// Reckon works it out, by the same rules on the server and on a phone.
type Imu struct {
	Holdings []Holding `json:"holdings,omitempty"`
	Payments []Payment `json:"payments,omitempty"`
}

// Holding is one unit of the land registry held by the person in one way for a time. When the share, the use or the
// income changes, a new holding begins; From is its first day and To its last, 0 while it lasts.
type Holding struct {
	Unit      string       `json:"unit" doc:"The tax office's number of the unit"`
	Kind      HoldingKind  `json:"kind" enum:"building,land,area"`
	Address   string       `json:"address,omitempty"`
	Cadastral Cadastral    `json:"cadastral,omitzero"`
	Value     money.Cents  `json:"value" doc:"Cadastral income of a building (rendita) or of land (reddito dominicale); market value of building land"`
	From      calendar.Day `json:"from"`
	To        calendar.Day `json:"to,omitempty"`
	Share     Share        `json:"share"`
	Right     Right        `json:"right" enum:"owner,usufruct,use,habitation,surface,emphyteusis,lease,bare"`
	Use       Use          `json:"use" enum:"main,appurtenance,other,let,agreed,comodato,care_home,social,rural,foreign_pension,unsold"`
	Historic  bool         `json:"historic,omitempty"`
	Unfit     bool         `json:"unfit,omitempty" doc:"Unfit to live in, and empty"`
	Residents int          `json:"residents,omitempty" doc:"Of a main home: how many of those who hold it live there; 0 counts as 1"`
	Inherited bool         `json:"inherited,omitempty"`
}

// HoldingKind is what a unit is.
type HoldingKind string

// The kinds of unit: each has its own base (c. 745 and 746).
const (
	Building HoldingKind = "building"
	Land     HoldingKind = "land"
	Area     HoldingKind = "area"
)

// Share is the part held: 1 of 3. Both are positive and Num is at most Den.
type Share struct {
	Num int `json:"num"`
	Den int `json:"den"`
}

// Right is by what right a unit is held. Who has the bare ownership pays nothing (c. 743).
type Right string

// The rights.
const (
	Owner       Right = "owner"
	Usufruct    Right = "usufruct"
	RightOfUse  Right = "use"
	Habitation  Right = "habitation"
	Surface     Right = "surface"
	Emphyteusis Right = "emphyteusis"
	Leasing     Right = "lease"
	Bare        Right = "bare"
)

// Use is what a unit is used for, as far as the tax asks.
type Use string

// The uses.
const (
	MainHome       Use = "main"
	Appurtenance   Use = "appurtenance" // of the main home
	Other          Use = "other"
	Let            Use = "let"
	Agreed         Use = "agreed" // let at an agreed rent (canone concordato)
	Comodato       Use = "comodato"
	CareHome       Use = "care_home" // its holder lives in a care home
	Social         Use = "social"    // ALER and the like
	Rural          Use = "rural"
	ForeignPension Use = "foreign_pension"
	Unsold         Use = "unsold"
)

// Payment is one line of an F24 that the person paid. Amount is what was paid in all: of a Late one, sanctions and
// interest are in it.
type Payment struct {
	ID      string       `json:"id" doc:"Of the line, as the tax agency or the office numbers it"`
	Code    string       `json:"code" doc:"Codice tributo" example:"3918"`
	Year    int          `json:"year"`
	Acconto bool         `json:"acconto,omitempty"`
	Saldo   bool         `json:"saldo,omitempty" doc:"With acconto too: everything at once"`
	Late    bool         `json:"late,omitempty" doc:"Ravvedimento"`
	PaidOn  calendar.Day `json:"paid_on"`
	Amount  money.Cents  `json:"amount"`
	Units   int          `json:"units,omitempty"`
}

// ImuPosition is the IMU of one person for one year, worked out. The Tax of the lines makes the Total, to the cent.
type ImuPosition struct {
	Year      int         `json:"year"`
	Estimated bool        `json:"estimated,omitempty" doc:"The rates of the year are not known: reckoned with the newest before it"`
	Lines     []ImuLine   `json:"lines"`
	Total     money.Cents `json:"total" doc:"Exact"`
	Payable   money.Cents `json:"payable" doc:"In whole euro, as on the F24, acconto and saldo together; 0 when not above the minimum"`
	Acconto   ImuTerm     `json:"acconto"`
	Saldo     ImuTerm     `json:"saldo"`
	Unmatched []Payment   `json:"unmatched,omitempty" doc:"Payments of the year that answer to nothing asked"`
}

// ImuLine is the tax of one holding in one year, with the steps to it: Base × Rate × share × Months ÷ 12 × Part, less
// the Deduction, rounded to the cent. A garage that is an appurtenance for some months and taxed as another building
// for the others has two lines.
type ImuLine struct {
	Holding    Holding     `json:"holding"`
	Months     int         `json:"months"`
	FullBase   money.Cents `json:"full_base" doc:"Before what halves it"`
	Base       money.Cents `json:"base"`
	Multiplier int         `json:"multiplier,omitempty"`
	Rate       money.Rate  `json:"rate"`
	Exempt     string      `json:"exempt,omitempty" doc:"Why nothing is asked" enum:"main,appurtenance,care_home,bare,unsold,rural,not_held,category"`
	Reasons    []string    `json:"reasons,omitempty" doc:"What changed base, rate or tax: comodato, historic, unfit, agreed, foreign_pension, luxury, second_appurtenance, not_appurtenance, care_home_not_adopted, care_home_unknown, second_care_home"`
	Part       money.Rate  `json:"part,omitempty" doc:"What is left of the tax, where less than all"`
	Deduction  money.Cents `json:"deduction,omitempty"`
	Tax        money.Cents `json:"tax"`
	State      money.Cents `json:"state,omitempty" doc:"Of the tax, what goes to the State (group D)"`
	Code       string      `json:"code,omitempty" doc:"Codice tributo of the comune's part"`
}

// TermName says which half of the year's payment.
type TermName string

// The two terms of a year.
const (
	AccontoTerm TermName = "acconto"
	SaldoTerm   TermName = "saldo"
)

// ImuTerm is one of the two payments of a year. Sums is by F24 line, each in whole euro; Amount is their sum, never
// negative.
type ImuTerm struct {
	Name   TermName     `json:"name" enum:"acconto,saldo"`
	Due    calendar.Day `json:"due" doc:"Day of the law, before it moves"`
	Rates  int          `json:"rates,omitempty" doc:"Year of the rates it is reckoned with"`
	Sums   []CodeSum    `json:"sums,omitempty"`
	Amount money.Cents  `json:"amount"`
	Paid   money.Cents  `json:"paid,omitempty" doc:"Of the tax, without sanctions and interest"`
	PaidOn calendar.Day `json:"paid_on,omitempty"`
}

// CodeSum is what one codice tributo comes to.
type CodeSum struct {
	Code      string      `json:"code"`
	Exact     money.Cents `json:"exact"`
	Amount    money.Cents `json:"amount" doc:"In whole euro"`
	Units     int         `json:"units" doc:"How many units it is for"`
	Deduction money.Cents `json:"deduction,omitempty"`
	Paid      money.Cents `json:"paid,omitempty"`
}
