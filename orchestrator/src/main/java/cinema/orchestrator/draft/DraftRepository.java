package cinema.orchestrator.draft;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The drafts. */
interface DraftRepository extends JpaRepository<Draft, UUID> {

	/** Until the transaction ends nobody else changes this draft. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select d from Draft d where d.id = :id")
	Optional<Draft> lock(UUID id);

	/** Those that changed before a moment, the newest first. */
	@Query(nativeQuery = true, value = """
			select * from mailing_draft
			 where (cast(:state as text) is null or state = :state)
			   and (changed_at, id) < (:before, :beforeId)
			 order by changed_at desc, id desc limit :most
			""")
	List<Draft> page(@Nullable String state, Instant before, UUID beforeId, int most);

	/**
	 * Those whose workflow has to go on, and that nobody touched lately, from an id on.
	 */
	@Query(nativeQuery = true, value = """
			select * from mailing_draft
			 where state in ('WAITING_FOR_APPROVAL', 'APPROVED', 'CANARY') and changed_at < :before and id > :after
			 order by id limit :most
			""")
	List<Draft> underway(Instant before, UUID after, int most);

}
