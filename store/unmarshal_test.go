package store

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

// TestRecordsAreReadAsTheStandardLibraryReadsThem holds the fast reader against
// encoding/json, over every kind of record with every field filled.
func TestRecordsAreReadAsTheStandardLibraryReadsThem(t *testing.T) {
	for _, empty := range []any{
		articleRecord{}, cardRecord{}, versionRecord{}, captureRecord{}, clippingRecord{}, queuedRecord{}, seenRecord{},
		endpointRecord{}, healthRecord{}, hostRecord{}, sourceRecord{}, eventRecord{}, blobRecord{},
	} {
		kind := reflect.TypeOf(empty)
		whole := reflect.New(kind)
		stuff(whole.Elem(), 1)
		body, err := json.Marshal(whole.Interface())
		if err != nil {
			t.Fatal(err)
		}
		for _, raw := range [][]byte{body, []byte("{}"), []byte("null"), body[:len(body)-1], []byte(`{"u":7}`)} {
			got, want := reflect.New(kind), reflect.New(kind)
			errGot, errWant := unmarshal(raw, got.Interface()), json.Unmarshal(raw, want.Interface())
			if (errGot == nil) != (errWant == nil) {
				t.Errorf("%s: %.60s: %v, and by the standard %v", kind.Name(), raw, errGot, errWant)
			}
			if errGot == nil && !reflect.DeepEqual(got.Interface(), want.Interface()) {
				t.Errorf("%s: %.60s: %+v, want %+v", kind.Name(), raw, got.Elem(), want.Elem())
			}
		}
	}
}

// stuff puts something into every field, and into what it is made of.
func stuff(v reflect.Value, n int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("Ordre « 1 »\n\"أمر\" \u2028 " + string(rune('a'+n%26)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(n) + 1)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(n) + 1)
	case reflect.Float64:
		v.SetFloat(0.25 * float64(n))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			stuff(v.Index(i), n+i)
		}
	case reflect.Array:
		for i := range v.Len() {
			stuff(v.Index(i), n+i)
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		stuff(key, n)
		stuff(value, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 11, 25, 7, n%60, 1, 5, time.FixedZone("", 3600))))
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				stuff(v.Field(i), n+i)
			}
		}
	}
}
