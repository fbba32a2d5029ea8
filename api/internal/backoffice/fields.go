package backoffice

import "maps"

// The fields that files of more than one kind have: who, where, and since when.
const (
	FiscalCode Field = "fiscal_code"
	Surname    Field = "surname"
	Name       Field = "name"

	Address  Field = "address"
	Sheet    Field = "sheet"
	Parcel   Field = "parcel"
	Sub      Field = "sub"
	Category Field = "category"
	From     Field = "from"
	To       Field = "to"
)

// person are the columns that every file names a person by.
var person = map[Field]string{
	FiscalCode: "codfisc codicefiscale codfis codfiscale cf cfisc cfiscale codicefisc cfcontribuente codicefiscalecontribuente codfisccontribuente codicefiscaleutente codfiscutente cfutente codicefiscaleintestatario cfintestatario codicefiscalepartitaiva codicefiscalepiva cfpiva codfiscpiva fiscalcode taxcode",
	Surname:    "cognome cogn cognomeintestatario cognomecontribuente cognomeragionesociale cognomedenominazione nominativo contribuente intestatario denominazione cognomenome cognomeenome ragionesociale surname lastname familyname",
	Name:       "nome nomeintestatario nomecontribuente name firstname givenname",
}

// place are the columns that tell where a building or a field is, and for how long it counts.
var place = map[Field]string{
	Address:  "indirizzo indirizzoutenza indirizzoimmobile indirizzoubicazione ubicazione ubicazioneimmobile via viautenza strada toponimo indutenza address street",
	Sheet:    "foglio fg fog fogliocatastale sheet",
	Parcel:   "particella part mappale mapp map particellacatastale numeroparticella parcel",
	Sub:      "sub subalterno subalt subcatastale subalternocatastale",
	Category: "cat categoria categoriacatastale catcatastale catcat category",
	From:     "dal datainizio inizio datainiziovalidita iniziovalidita decorrenza datadecorrenza validodal dtinizio datainizioutenza inizioutenza datainizioperiodo datadal from startdate",
	To:       "al datafine fine datafinevalidita finevalidita cessazione datacessazione validoal dtfine datafineutenza fineutenza datafineperiodo dataal to enddate",
}

// joined is the columns of several lists; of a field in two of them the last counts.
func joined(lists ...map[Field]string) map[Field]string {
	all := map[Field]string{}
	for _, l := range lists {
		maps.Copy(all, l)
	}
	return all
}
