package backoffice

import "sportello/api/fines"

// The fields of a file of traffic fines, besides the person and what was paid.
const (
	Verbale       Field = "number"
	FineKind      Field = "kind"
	Plate         Field = "plate"
	FoundOn       Field = "found_on"
	FoundAt       Field = "found_at"
	FoundPlace    Field = "place"
	What          Field = "what"
	Article       Field = "article"
	Photo         Field = "photo"
	NotifiedOn    Field = "notified_on"
	Discounted    Field = "discounted"
	Reduced       Field = "reduced"
	Full          Field = "full"
	Costs         Field = "costs"
	Points        Field = "points"
	Driver        Field = "driver"
	DriverGiven   Field = "driver_given"
	Office        Field = "office"
	OfficeOn      Field = "office_on"
	ToCollector   Field = "to_collector"
	NAVDiscounted Field = "nav_discounted"
	NAVReduced    Field = "nav_reduced"
	NAVFull       Field = "nav_full"
)

// FinesFile is what the local police give of traffic fines: a row is a verbale.
var FinesFile = &Kind{
	names:    joined(person, obliged, fineNames),
	required: []Field{FiscalCode, Verbale, Plate, FoundOn, FoundPlace, What, NotifiedOn, Reduced, Full},
	id:       Verbale,
	holds: map[Field]cell{
		Discounted: aSum, Reduced: aSum, Full: aSum, Costs: aSum, ToCollector: aSum, Paid: aSum,
		FoundOn: aDay, NotifiedOn: aDay, OfficeOn: aDay, PaidOn: aDay,
	},
}

// obliged are further names for the columns of the person, as the police call them.
var obliged = map[Field]string{
	FiscalCode: person[FiscalCode] + " cfobbligato codfiscobbligato codicefiscaleobbligato cfproprietario codfiscproprietario codicefiscaleproprietario cftrasgressore codicefiscaletrasgressore",
	Surname:    person[Surname] + " cognomeobbligato obbligato obbligatoinsolido cognomeproprietario proprietario cognometrasgressore trasgressore",
	Name:       person[Name] + " nomeobbligato nomeproprietario nometrasgressore",
}

var fineNames = map[Field]string{
	Verbale:       "numeroverbale numverbale nverbale nrverbale nverb verbale idverbale codverbale codiceverbale protocolloverbale numeroatto natto numero number",
	FineKind:      "tipoverbale tipoatto tipodocumento tipo tipologia kind",
	Plate:         "targa targaveicolo numerotarga veicolotarga plate",
	FoundOn:       "dataviolazione dataaccertamento datainfrazione datafatto dataviol datavio dataacc dtviolazione dtaccertamento dtinfrazione dataverbale data foundon",
	FoundAt:       "oraviolazione oraaccertamento orainfrazione orafatto oraviol oravio oraacc oraverbale ora foundat",
	FoundPlace:    "luogo luogoviolazione luogoaccertamento luogoinfrazione luogofatto localita ubicazione via strada indirizzo place",
	What:          "descrizioneviolazione descrizioneinfrazione violazione infrazione descrizione descr fatto what",
	Article:       "articolo articoli articolocds articoloviolato normaviolata norma art article",
	Photo:         "foto linkfoto urlfoto collegamentofoto fotogramma immagine linkimmagine urlimmagine photo",
	NotifiedOn:    "datanotifica datanotificazione datanot dtnotifica notificatoil notifica datacontestazione notifiedon",
	Discounted:    "importoscontato impscontato scontato importo5giorni importo5gg imp5gg entro5giorni entro5gg totale5gg sanzionescontata discounted",
	Reduced:       "importoridotto impridotto ridotto misuraridotta importomisuraridotta importo60giorni importo60gg imp60gg entro60giorni entro60gg totale60gg reduced",
	Full:          "importopieno imppieno pieno importointero oltre60giorni oltre60gg dopo60giorni dopo60gg importooltre60gg importodopo60gg impoltre60gg full",
	Costs:         "spese spesenotifica spesedinotifica spesenot spesepostali speseaccertamentonotifica totalespese costs",
	Points:        "punti puntipatente puntidecurtati decurtazione decurtazionepunti npunti numpunti points",
	Driver:        "richiestadaticonducente obbligodaticonducente daticonducente richiestaconducente conducente art126bis driver",
	DriverGiven:   "daticonducentepervenuti daticonducentericevuti datipervenuti conducentecomunicato comunicazionepervenuta drivergiven",
	Office:        "statoverbale statopratica statoposizione stato esito office",
	OfficeOn:      "datastato dtstato statodal datastatoverbale datastatopratica dataesito officeon",
	ToCollector:   "importoruolo impruolo importoaruolo importocartella importoriscossione tocollector",
	Paid:          tariNames[Paid],
	PaidOn:        tariNames[PaidOn],
	NAVDiscounted: "avvisoscontato navscontato avviso5giorni avviso5gg nav5gg numeroavvisoscontato codiceavviso5gg navdiscounted",
	NAVReduced:    "avvisoridotto navridotto avviso60giorni avviso60gg nav60gg numeroavvisoridotto codiceavviso60gg navreduced",
	NAVFull:       "avvisopieno navpieno avvisointero avvisooltre60gg navoltre60gg numeroavvisopieno codiceavvisooltre60gg navfull",
}

// The codes that offices write, as plain gives them. A blank parts those that mean the same.
var (
	fineKinds = codes(map[fines.Kind]string{
		fines.Preavviso: "preavviso p pr avviso preavvisodiaccertamento windscreen",
		fines.Verbale:   "verbale v ve verbaledicontestazione verbalediaccertamento",
	})
	offices = codes(map[fines.Office]string{
		fines.Live:      "attivo attiva a aperto aperta at incorso emesso emessa notificato notificata dapagare live",
		fines.Cancelled: "annullato annullata an archiviato archiviata autotutela cancelled",
		fines.Prefect:   "ricorsoprefetto ricorsoalprefetto prefetto rp prefect",
		fines.Judge:     "ricorsogdp ricorsogiudicedipace ricorsoalgiudicedipace giudicedipace gdp rg judge",
		fines.Plan:      "rateizzato rateizzata rateizzazione rateazione ra plan",
		fines.Collector: "ruolo aruolo iscrittoaruolo ru riscossionecoattiva ingiunzione collector",
		fines.Settled:   "pagato pagata pa chiuso chiusa definito definita paid",
	})
)
