package cinema.dev.part;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import cinema.dev.machine.Console;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;

/** The search attributes that our workflows set, with their types. */
final class SearchAttributeTypes {

	static final Map<String, String> ALL = searchAttributes();

	private SearchAttributeTypes() {
	}

	private static Map<String, String> searchAttributes() {
		Map<String, String> types = new LinkedHashMap<>();
		types.put("EventType", "Keyword");
		types.put("Notice", "KeywordList");
		types.put("UserId", "Keyword");
		types.put("MailingId", "Keyword");
		types.put("Outcome", "KeywordList");
		types.put("Channel", "KeywordList");
		types.put("HeldUntil", "Datetime");
		return types;
	}

	/**
	 * What a dev server takes at its start; a server that has them already is content.
	 */
	static void register(String target, String namespace) {
		AddSearchAttributesRequest.Builder request = AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
		ALL.forEach((name, type) -> request.putSearchAttributes(name, IndexedValueType.valueOf("INDEXED_VALUE_TYPE_"
				+ (type.equals("KeywordList") ? "KEYWORD_LIST" : type.toUpperCase(Locale.ROOT)))));
		OperatorServiceStubs operator = OperatorServiceStubs
			.newServiceStubs(OperatorServiceStubsOptions.newBuilder().setTarget(target).validateAndBuildWithDefaults());
		try {
			operator.blockingStub().addSearchAttributes(request.build());
		}
		catch (StatusRuntimeException ex) {
			if (ex.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
				Console.say("  temporal   WARNING: search attributes cannot be registered: " + ex.getStatus());
			}
		}
		finally {
			operator.shutdownNow();
		}
	}

}
