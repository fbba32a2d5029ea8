package rest

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api/fines"
	"sportello/api/payments"
)

// schemaNames are the types whose name alone another type has too.
var schemaNames = map[reflect.Type]string{
	reflect.TypeFor[fines.Rules]():      "FineRules",      // Rules are those of taxes
	reflect.TypeFor[payments.Notice]():  "PaymentNotice",  // Notice is one of the desk
	reflect.TypeFor[payments.Imu]():     "PaymentImu",     // Imu is what a person holds and has paid
	reflect.TypeFor[payments.Payment](): "OnlinePayment",  // Payment is a line of an F24
	reflect.TypeFor[payments.Receipt](): "PaymentReceipt", // Receipt is that of a command
}

// schemas names the parts of the description.
func schemas() huma.Registry {
	return huma.NewMapRegistry("#/components/schemas/", func(t reflect.Type, hint string) string {
		plain := t
		for plain.Kind() == reflect.Pointer {
			plain = plain.Elem()
		}
		if name, ok := schemaNames[plain]; ok {
			return name
		}
		return huma.DefaultSchemaNamer(t, hint)
	})
}
