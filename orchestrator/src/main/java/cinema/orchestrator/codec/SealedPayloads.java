package cinema.orchestrator.codec;

import java.util.List;

import cinema.platform.seal.Seals;
import cinema.platform.seal.Seals.UnopenedException;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;

/** Seals payloads, and opens what is sealed; plain ones of before stay as they are. */
public final class SealedPayloads implements PayloadCodec {

	private static final String ENCODING = "encoding";

	private static final String KEY = "encryption-key-id";

	private static final ByteString SEALED = ByteString.copyFromUtf8("binary/encrypted");

	private final Seals seals;

	SealedPayloads(Seals seals) {
		this.seals = seals;
	}

	/** Whether anything is sealed. */
	public boolean isOn() {
		return this.seals.isOn();
	}

	@Override
	public List<Payload> encode(List<Payload> payloads) {
		return payloads.stream().map((one) -> isSealed(one) ? one : seal(one)).toList();
	}

	@Override
	public List<Payload> decode(List<Payload> payloads) {
		return payloads.stream().map((one) -> isSealed(one) ? open(one) : one).toList();
	}

	private static boolean isSealed(Payload payload) {
		return SEALED.equals(payload.getMetadataOrDefault(ENCODING, ByteString.EMPTY));
	}

	private Payload seal(Payload payload) {
		return Payload.newBuilder()
			.putMetadata(ENCODING, SEALED)
			.putMetadata(KEY, ByteString.copyFromUtf8(this.seals.current()))
			.setData(ByteString.copyFrom(this.seals.seal(payload.toByteArray(), "")))
			.build();
	}

	private Payload open(Payload payload) {
		try {
			String key = payload.getMetadataOrDefault(KEY, ByteString.EMPTY).toStringUtf8();
			return Payload.parseFrom(this.seals.open(key, payload.getData().toByteArray(), ""));
		}
		catch (UnopenedException | InvalidProtocolBufferException ex) {
			throw new PayloadCodecException("a payload cannot be opened: " + ex.getMessage(), ex);
		}
	}

}
