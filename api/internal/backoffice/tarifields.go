package backoffice

// The fields of a TARI file, besides the person. The first five must be in the file.
const (
	Utenza Field = "utenza"
	Year   Field = "year"
	Number Field = "number"
	Due    Field = "due"
	Amount Field = "amount"

	SquareMetres     Field = "square_metres"
	Occupants        Field = "occupants"
	FixedRate        Field = "fixed_rate"
	VariableRate     Field = "variable_rate"
	Fixed            Field = "fixed"
	Variable         Field = "variable"
	ReductionCode    Field = "reduction_code"
	ReductionPercent Field = "reduction_percent"
	TEFA             Field = "tefa"
	UR1              Field = "ur1"
	UR2              Field = "ur2"
	UR3              Field = "ur3"
	Bonus            Field = "bonus"
	Total            Field = "total"
	Of               Field = "of"
	NAV              Field = "nav"
	Paid             Field = "paid"
	PaidOn           Field = "paid_on"
)

// TariFile is the TARI export of a back office: a row is an instalment.
var TariFile = &Kind{
	names: joined(person, place, tariNames), required: []Field{FiscalCode, Utenza, Year, Number, Due, Amount}, id: Utenza,
	holds: map[Field]cell{
		Amount: aSum, Total: aSum, Paid: aSum, Fixed: aSum, Variable: aSum, TEFA: aSum, UR1: aSum, UR2: aSum, UR3: aSum, Bonus: aSum,
		Due: aDay, PaidOn: aDay, From: aDay, To: aDay,
	},
}

var tariNames = map[Field]string{
	Utenza:           "codutenza codiceutenza utenza idutenza numeroutenza numutenza nutenza codut utenzaid codutente codiceutente idutente nutente numeroutente matricola codicecontratto",
	Year:             "anno annorif annoriferimento annodiriferimento annoimposta annodimposta annotributo annocompetenza annodicompetenza annotari annoruolo esercizio periodoimposta year",
	Number:           "nrata numrata numerorata nrrata rata prograta progrrata progressivorata numerodirata ratanumero ratan ratanr instalment instalmentnumber",
	Due:              "scadenza datascadenza scadenzarata datascadenzarata scadrata datascad scad dtscadenza dtscad datascadrata scadenzapagamento duedate due",
	Amount:           "importorata imprata importodellarata importodarata importodovutorata rataimporto importoratadovuto eurorata importo imp importodapagare importoavviso amount",
	SquareMetres:     "mq metriquadri metriquadrati m2 superficie superficiemq superficietassata superficietassabile superficiecalpestabile suptassata suptassabile suptass supmq sup mqtassati mqtassabili mqtot totmq totalemq squaremetres area",
	Occupants:        "occupanti noccupanti numoccupanti numerooccupanti componenti ncomponenti numcomponenti numerocomponenti componentinucleo nucleo nucleofamiliare ncomp occupants",
	FixedRate:        "tfeurmq tf tariffafissa tariffafissamq tariffapartefissa tarfissa tarf tariffaquotafissa tariffafissaeurmq fixedrate",
	VariableRate:     "tveur tv tariffavariabile tarvariabile tarv tarvar tariffaquotavariabile tariffavariabileeur variablerate",
	Fixed:            "quotafissa qf partefissa pf importofisso importoquotafissa impquotafissa impfissa impfisso importofissa fixed",
	Variable:         "quotavar quotavariabile qv partevariabile pv importovariabile importoquotavariabile impquotavar impquotavariabile impvar impvariabile variable",
	ReductionCode:    "ridcod codrid codriduzione codiceriduzione codrida riduzione tiporiduzione tiporid reductioncode",
	ReductionPercent: "ridperc percrid percriduzione percentualeriduzione riduzioneperc riduzionepercentuale ridpercentuale percentrid ridpct pctriduzione reductionpercent",
	TEFA:             "tefa importotefa imptefa tributoprovinciale addizionaleprovinciale addprovinciale addprov tributoprov tribprov",
	UR1:              "ur1 ur1a importour1 impur1 componenteur1 compur1",
	UR2:              "ur2 ur2a importour2 impur2 componenteur2 compur2",
	UR3:              "ur3 ur3a importour3 impur3 componenteur3 compur3",
	Bonus:            "bonus bonussociale bonusrifiuti bonussocialerifiuti importobonus impbonus",
	Total:            "totale totaledovuto totdovuto importototale imptotale imptot totaleavviso totaleposizione totaleannuo totaleanno totaletari totaledapagare totaledocumento totalebolletta dovutototale dovuto total",
	Of:               "dirate numrate numerorate nrate nrrate totrate totalerate totalenumerorate numerototalerate ratetotali ratetot numerodirate rate ratesu instalments",
	NAV:              "avviso numeroavviso numavviso navviso nravviso numeroavvisopagopa avvisopagopa codiceavviso codavviso codiceavvisopagopa codavvisopagopa nav navpagopa noticenumber",
	Paid:             "pagato importopagato imppagato versato importoversato impversato totalepagato totpagato incassato importoincassato paid paidamount",
	PaidOn:           "datapag datapagamento dtpag dtpagamento dataversamento datavers datapagato dataincasso pagatoil datapagamentorata paidon paymentdate",
}
