package cinema.orchestrator.rehearsal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import cinema.orchestrator.attachment.LetterFile;
import cinema.orchestrator.audience.AudienceReader;
import cinema.orchestrator.context.ContextCollector;
import cinema.orchestrator.letter.LetterParts;
import cinema.orchestrator.letter.ListHeaders;
import cinema.orchestrator.letter.StoredMailing;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.rendering.Letter;
import cinema.orchestrator.rendering.Renderer;
import cinema.workflows.contract.Channel;
import cinema.workflows.plan.Mailing;

import org.springframework.stereotype.Component;

/** Letters of a mailing as real receivers would get them, in every language. */
@Component
public class LetterPreview {

	private final ContextCollector collector;

	private final AudienceReader audience;

	private final Renderer renderer;

	private final ListHeaders lists;

	LetterPreview(ContextCollector collector, AudienceReader audience, Renderer renderer, ListHeaders lists) {
		this.lists = lists;
		this.collector = collector;
		this.audience = audience;
		this.renderer = renderer;
	}

	/**
	 * One letter for each channel and language: to somebody who reads it, else to
	 * somebody as if they did.
	 * @throws RuntimeException when what the letters need is not to be had
	 */
	public List<PreviewedLetter> of(Mailing mailing) {
		StoredMailing stored = new StoredMailing(mailing, this.collector.collect(mailing));
		List<StoredReceiver> told = this.audience.read(mailing, mailing.audience()).page().receivers();
		List<PreviewedLetter> letters = new ArrayList<>();
		for (Channel channel : mailing.channels()) {
			for (String language : this.renderer.languages()) {
				letters.add(letter(stored, reader(told, channel, language), language));
			}
		}
		return letters;
	}

	private static StoredReceiver reader(List<StoredReceiver> told, Channel channel, String language) {
		StoredReceiver reader = told.stream()
			.filter((one) -> Locale.forLanguageTag(one.locale()).getLanguage().equals(language))
			.findFirst()
			.or(() -> told.stream().findFirst())
			.orElseGet(() -> StoredReceiver.somebody(channel, language));
		return new StoredReceiver(0, reader.postingId(), reader.userId(), channel, "", reader.firstName(),
				reader.lastName(), reader.timeZone(), language);
	}

	private PreviewedLetter letter(StoredMailing mailing, StoredReceiver reader, String language) {
		String channel = reader.channel().toString();
		try {
			LetterParts parts = this.lists.shown(mailing.letter("", Instant.MAX, reader), mailing.mailing().required());
			Letter letter = this.renderer.render(parts.request());
			return new PreviewedLetter(channel, language, reader.userId(), letter.subject(), letter.html(),
					letter.text(), letter.html().getBytes(StandardCharsets.UTF_8).length, null,
					LetterFile.of(parts.attachments()));
		}
		catch (RuntimeException ex) {
			return new PreviewedLetter(channel, language, reader.userId(), null, null, null, 0, Rehearsal.problem(ex),
					null);
		}
	}

}
