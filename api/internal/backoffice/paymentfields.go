package backoffice

// The fields of a file of F24 payments, besides the person.
const (
	Line    Field = "line"
	Entity  Field = "entity"
	TaxCode Field = "tax_code"
	Acconto Field = "acconto"
	Saldo   Field = "saldo"
	Late    Field = "late"
	Units   Field = "units"
)

// PaymentsFile is what people have paid with F24: a row is one line of a form.
var PaymentsFile = &Kind{
	names:    joined(person, paymentNames),
	required: []Field{Line, FiscalCode, TaxCode, Year, PaidOn, Amount},
	id:       Line,
	holds:    map[Field]cell{Amount: aSum, PaidOn: aDay},
}

var paymentNames = map[Field]string{
	Line:    "idriga idversamento id idrigaf24 idf24 progressivo progriga numeroriga identificativo protocollo line",
	Entity:  "codente codiceente ente codcatastale codicecatastale codicecomune codcomune entity",
	TaxCode: "tributo codtributo codicetributo",
	Year:    "anno annorif annoriferimento annodiriferimento annoimposta annodimposta year",
	Acconto: "acconto flagacconto acc",
	Saldo:   "saldo flagsaldo",
	Late:    "ravv ravvedimento flagravvedimento flagravv late",
	PaidOn:  "datapag datapagamento dataversamento dtpag dtversamento datariscossione paidon",
	Amount:  "importo importoversato importodebito importoadebito importopagato versato amount",
	Units:   "nimmobili numimmobili numeroimmobili immobili numfabbricati numerofabbricati units",
}
