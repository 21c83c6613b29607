// Reads manifests from the standard input as the Kubernetes API would: by its own types, and strictly, so that a misspelt field is
// a fault. Kinds of others (KEDA, the Prometheus operator) are named and left.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes/scheme"
)

func main() {
	decoder := serializer.NewCodecFactory(scheme.Scheme, serializer.EnableStrict).UniversalDeserializer()
	documents := utilyaml.NewYAMLReader(bufio.NewReader(os.Stdin))
	faults := 0
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			fmt.Println(err)
			os.Exit(2)
		}
		_, kind, err := decoder.Decode(document, nil, nil)
		switch {
		case err == nil:
			fmt.Println("good", kind.Kind)
		case runtime.IsMissingKind(err):
			// a comment alone
		case runtime.IsNotRegisteredError(err):
			fmt.Println("unknown", err)
		default:
			faults++
			fmt.Println("fault", err)
		}
	}
	if faults > 0 {
		os.Exit(1)
	}
}
