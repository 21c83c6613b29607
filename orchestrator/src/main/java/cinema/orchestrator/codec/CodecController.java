package cinema.orchestrator.codec;

import java.util.List;
import java.util.function.UnaryOperator;

import cinema.platform.problem.RefusedException;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.swagger.v3.oas.annotations.Hidden;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.payload.codec.PayloadCodecException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Temporal's protocol of remote codecs: its web UI has payloads opened here. */
@Hidden
@RestController
@RequestMapping(path = "/api/v1/codec", consumes = MediaType.APPLICATION_JSON_VALUE,
		produces = MediaType.APPLICATION_JSON_VALUE)
class CodecController {

	private final SealedPayloads codec;

	private final String namespace;

	CodecController(SealedPayloads codec, @Value("${spring.temporal.namespace}") String namespace) {
		this.codec = codec;
		this.namespace = namespace;
	}

	@PostMapping("/decode")
	ResponseEntity<String> decode(@RequestHeader("X-Namespace") String namespace, @RequestBody String payloads) {
		return answer(namespace, payloads, this.codec::decode);
	}

	@PostMapping("/encode")
	ResponseEntity<String> encode(@RequestHeader("X-Namespace") String namespace, @RequestBody String payloads) {
		return answer(namespace, payloads, this.codec.isOn() ? this.codec::encode : UnaryOperator.identity());
	}

	private ResponseEntity<String> answer(String namespace, String payloads, UnaryOperator<List<Payload>> change) {
		RefusedException.unless(this.namespace.equals(namespace), "X-Namespace", "is not served here");
		try {
			Payloads.Builder asked = Payloads.newBuilder();
			JsonFormat.parser().ignoringUnknownFields().merge(payloads, asked);
			Payloads answer = Payloads.newBuilder().addAllPayloads(change.apply(asked.getPayloadsList())).build();
			return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(JsonFormat.printer().print(answer));
		}
		catch (InvalidProtocolBufferException ex) {
			throw new RefusedException("payloads", "have to be payloads of Temporal as JSON");
		}
		catch (PayloadCodecException ex) {
			throw new RefusedException(HttpStatus.UNPROCESSABLE_CONTENT, "payloads", String.valueOf(ex.getMessage()));
		}
	}

}
