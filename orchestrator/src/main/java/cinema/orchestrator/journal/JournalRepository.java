package cinema.orchestrator.journal;

import java.util.UUID;

import org.springframework.data.repository.Repository;

import org.jspecify.annotations.Nullable;

/** The rows of the journal. */
interface JournalRepository extends Repository<JournalEntry, UUID> {

	@Nullable JournalEntry findById(UUID id);

	JournalEntry save(JournalEntry entry);

}
