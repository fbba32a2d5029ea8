package backoffice

import (
	"strings"

	"sportello/api/taxes"
)

// The fields of a file of holdings, besides the person and the place.
const (
	Unit      Field = "unit"
	UnitKind  Field = "kind"
	Value     Field = "value"
	Share     Field = "share"
	Right     Field = "right"
	Use       Field = "use"
	Historic  Field = "historic"
	Unfit     Field = "unfit"
	Residents Field = "residents"
	Inherited Field = "inherited"
)

// ImuFile is what people hold: a row is one unit held by one person in one way for a time.
var ImuFile = &Kind{
	names:    joined(person, place, imuNames),
	required: []Field{FiscalCode, Unit, UnitKind, Value, From, Share, Right, Use},
	id:       Unit,
	holds:    map[Field]cell{Value: aSum, From: aDay, To: aDay},
}

var imuNames = map[Field]string{
	Unit:      "codimmobile codiceimmobile immobile idimmobile numeroimmobile numimmobile nimmobile idunita unitaimmobiliare codunita codiceunita identificativoimmobile unit unitid",
	UnitKind:  "tipo tipoimmobile tipologia tipologiaimmobile natura naturaimmobile tipounita kind",
	Value:     "valore rendita renditacatastale rendcat redditodominicale valorevenale renditareddito importorendita valoreimmobile value income",
	Share:     "quota quotapossesso percpossesso possesso percentualepossesso possessoperc quotadipossesso percquota quotaperc share",
	Right:     "diritto titolo tipodiritto titolopossesso titolodipossesso codicediritto coddiritto right",
	Use:       "uso utilizzo tipoutilizzo destinazione usoimmobile codiceutilizzo codutilizzo use",
	Historic:  "storico storicoartistico immobilestorico interessestorico vincolostorico historic",
	Unfit:     "inagibile inagibilita inabitabile inagibileinabitabile unfit",
	Residents: "residenti contitolariresidenti numresidenti nresidenti numeroresidenti aventidirittoresidenti residents",
	Inherited: "eredita successione ereditato dasuccessione inherited",
}

// The codes that offices write, as plain gives them. A blank parts those that mean the same.
var (
	unitKinds = codes(map[taxes.HoldingKind]string{
		taxes.Building: "f fabbricato fabbricati building",
		taxes.Land:     "t terreno terreni terrenoagricolo land",
		taxes.Area:     "a area areaedificabile areafabbricabile",
	})
	rights = codes(map[taxes.Right]string{
		taxes.Owner:       "proprieta pr prop pienaproprieta owner",
		taxes.Usufruct:    "usufrutto us usuf usufruct",
		taxes.RightOfUse:  "uso dirittoduso use",
		taxes.Habitation:  "abitazione ab dirittodiabitazione habitation",
		taxes.Surface:     "superficie su dirittodisuperficie surface",
		taxes.Emphyteusis: "enfiteusi en emphyteusis",
		taxes.Leasing:     "leasing le locazionefinanziaria lease",
		taxes.Bare:        "nudaproprieta np nuda bare",
	})
	uses = codes(map[taxes.Use]string{
		taxes.MainHome:       "abitazioneprincipale ap abp principale main",
		taxes.Appurtenance:   "pertinenza pe pertinenze appurtenance",
		taxes.Other:          "altro al altri altrifabbricati adisposizione other",
		taxes.Let:            "locato lo affittato let",
		taxes.Agreed:         "concordato cc canoneconcordato locatoconcordato agreed",
		taxes.Comodato:       "comodato co comodatogratuito usogratuito",
		taxes.CareHome:       "ricovero ri ricoverato casadiriposo carehome",
		taxes.Social:         "aler so sociale alloggiosociale iacp social",
		taxes.Rural:          "rurale ru ruralestrumentale strumentale rural",
		taxes.ForeignPension: "pensionatoestero es foreignpension",
		taxes.Unsold:         "invenduto bm benemerce benimerce unsold",
	})
	flags = codes(map[bool]string{
		true:  "s si 1 x v vero true y yes",
		false: "n no 0 f falso false",
	})
)

// codes turns the words of each meaning round: the meaning of each word, also in capitals.
func codes[T comparable](words map[T]string) map[string]T {
	out := map[string]T{}
	for meaning, all := range words {
		for _, w := range strings.Fields(all) {
			out[w], out[strings.ToUpper(w)] = meaning, meaning
		}
	}
	return out
}
