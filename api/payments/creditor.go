package payments

import "sportello/api/money"

// Creditor is how the comune stands at pagoPA (ente creditore): data of the comune, none of it is written in code. Where
// Code is empty nothing can be paid online.
type Creditor struct {
	Code        string             `json:"code" doc:"Fiscal code at pagoPA, 11 digits"`
	Name        string             `json:"name"`
	Segregation int                `json:"segregation" doc:"Our segregation code, 00 to 49: notices with another are published by somebody else"`
	Station     string             `json:"station,omitempty" doc:"Id of our own station, where the comune has one"`
	Broker      string             `json:"broker,omitempty" doc:"Fiscal code of the intermediary of the station"`
	Offer       Offer              `json:"offer"`
	Accounts    map[string]Account `json:"accounts" doc:"By service; tefa is the part of the province"`
	Entity      string             `json:"entity,omitempty" doc:"Cadastral code of the comune, for the metadata of TARI"`
}

// Account is where the money of one service goes. Category is pagoPA's taxonomy code, which its file gives.
type Account struct {
	Creditor string `json:"creditor,omitempty" doc:"Another creditor than the comune: the province"`
	Name     string `json:"name,omitempty"`
	IBAN     string `json:"iban"`
	Category string `json:"category"`
}

// Transfer is one part of a notice and where it goes. The transfers of a notice make its amount.
type Transfer struct {
	Account
	Amount money.Cents
	Tax    string // tax code of the metadata, such as 3944; empty for none
}
