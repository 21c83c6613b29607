package cinema.orchestrator.journal;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.data.repository.Repository;

/** The rows of the journal. */
interface JournalRepository extends Repository<JournalEntry, UUID> {

	@Nullable JournalEntry findById(UUID id);

	JournalEntry save(JournalEntry entry);

}
