-- PostgreSQL 18
--
-- PostgreSQL database dump
--



SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = on;

--
-- Name: procrastinate_job_event_type; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);


--
-- Name: procrastinate_job_status; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);


--
-- Name: procrastinate_job_to_defer_v1; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);


--
-- Name: chart_moves_forward(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.chart_moves_forward() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.version <= OLD.version OR NEW.id <> OLD.id OR NEW.practice_id <> OLD.practice_id THEN
    RAISE EXCEPTION 'an entry of the chart is changed by a later version alone'
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_moves_forward';
  END IF;
  RETURN NEW;
END $$;


--
-- Name: procrastinate_cancel_job_v1(bigint, boolean, boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;


--
-- Name: procrastinate_defer_jobs_v1(public.procrastinate_job_to_defer_v1[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;


--
-- Name: procrastinate_defer_periodic_job_v2(character varying, character varying, character varying, character varying, integer, character varying, bigint, jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: procrastinate_jobs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);


--
-- Name: procrastinate_fetch_job_v2(character varying[], bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;


--
-- Name: procrastinate_finish_job_v1(bigint, public.procrastinate_job_status, boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;


--
-- Name: procrastinate_notify_queue_abort_job_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_notify_queue_job_inserted_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_prune_stalled_workers_v1(double precision); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;


--
-- Name: procrastinate_register_worker_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;


--
-- Name: procrastinate_retry_job_v1(bigint, timestamp with time zone, integer, character varying, character varying); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;


--
-- Name: procrastinate_retry_job_v2(bigint, timestamp with time zone, integer, character varying, character varying); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;


--
-- Name: procrastinate_trigger_abort_requested_events_procedure_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_scheduled_events_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_status_events_insert_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_status_events_update_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_unlink_periodic_defers_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;


--
-- Name: procrastinate_unregister_worker_v1(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;


--
-- Name: procrastinate_update_heartbeat_v1(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;


--
-- Name: refuse_advice_astray(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_advice_astray() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM told WHERE NOT EXISTS (
      SELECT 1 FROM record t WHERE t.practice_id = told.practice_id AND t.id = told.id AND t.version = told.version)) THEN
    RAISE EXCEPTION 'an advice names what is not there' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'advice_record_fk';
  END IF;
  IF EXISTS (SELECT 1 FROM (SELECT DISTINCT practice_id, remittance_id FROM told) told WHERE NOT EXISTS (
      SELECT 1 FROM remittance t WHERE t.practice_id = told.practice_id AND t.id = told.remittance_id)) THEN
    RAISE EXCEPTION 'an advice names what is not there' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'advice_remittance_id_fk';
  END IF;
  IF EXISTS (SELECT 1 FROM (SELECT practice_id, claim_id FROM told WHERE claim_id IS NOT NULL) told WHERE NOT EXISTS (
      SELECT 1 FROM claim t WHERE t.practice_id = told.practice_id AND t.id = told.claim_id)) THEN
    RAISE EXCEPTION 'an advice names what is not there' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'advice_claim_id_fk';
  END IF;
  RETURN NULL;
END $$;


--
-- Name: refuse_advice_without_claim(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_advice_without_claim() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM (SELECT a.* FROM gone JOIN advice a ON a.practice_id = gone.practice_id AND a.claim_id = gone.id) told WHERE NOT EXISTS (
      SELECT 1 FROM claim t WHERE t.practice_id = told.practice_id AND t.id = told.claim_id)) THEN
    RAISE EXCEPTION 'an advice names what is not there' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'advice_claim_id_fk';
  END IF;
  RETURN NULL;
END $$;


--
-- Name: refuse_advice_without_record(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_advice_without_record() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM (SELECT a.* FROM gone JOIN advice a ON a.practice_id = gone.practice_id AND a.id = gone.id) told WHERE NOT EXISTS (
      SELECT 1 FROM record t WHERE t.practice_id = told.practice_id AND t.id = told.id AND t.version = told.version)) THEN
    RAISE EXCEPTION 'an advice names what is not there' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'advice_record_fk';
  END IF;
  RETURN NULL;
END $$;


--
-- Name: refuse_advice_without_remittance(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_advice_without_remittance() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM (SELECT a.* FROM gone JOIN advice a ON a.practice_id = gone.practice_id AND a.remittance_id = gone.id) told WHERE NOT EXISTS (
      SELECT 1 FROM remittance t WHERE t.practice_id = told.practice_id AND t.id = told.remittance_id)) THEN
    RAISE EXCEPTION 'an advice names what is not there' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'advice_remittance_id_fk';
  END IF;
  RETURN NULL;
END $$;


--
-- Name: refuse_change_under_decision(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_change_under_decision() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'what a decision rests on does not change'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'signed_note_stays';
END $$;


--
-- Name: refuse_closed_day(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_closed_day() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh JOIN audit_chain USING (practice_id) WHERE effective_on <= closed_on) THEN
    RAISE EXCEPTION 'the day is closed: post the correction on an open day' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;


--
-- Name: refuse_decision_over_another_note(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_decision_over_another_note() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh f WHERE NOT EXISTS (
      SELECT 1 FROM note n WHERE n.practice_id = f.practice_id AND n.id = f.note_id AND n.visit_id = f.visit_id
        AND n.patient_id = f.patient_id AND n.sha256 = f.note_sha256)) THEN
    RAISE EXCEPTION 'a decision rests on another text than the signed note' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'coding_decision_rests_on_note';
  END IF;
  RETURN NULL;
END $$;


--
-- Name: refuse_lost_line(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_lost_line() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM gone JOIN posting p ON p.practice_id = gone.practice_id AND p.line_id = gone.id
             WHERE NOT EXISTS (SELECT 1 FROM charge_line l WHERE l.practice_id = gone.practice_id AND l.id = gone.id)) THEN
    RAISE EXCEPTION 'postings name a charge line that is not there' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'posting_line_id_fk';
  END IF;
  RETURN NULL;
END $$;


--
-- Name: refuse_other_key_of_claim(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_other_key_of_claim() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'an advice names what is not there' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'advice_claim_id_fk'; END $$;


--
-- Name: refuse_other_key_of_record(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_other_key_of_record() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'an advice names what is not there' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'advice_record_fk'; END $$;


--
-- Name: refuse_other_key_of_remittance(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_other_key_of_remittance() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'an advice names what is not there' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'advice_remittance_id_fk'; END $$;


--
-- Name: refuse_signed_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_signed_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'a signed note stays as it was signed: write an addendum'
    USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_stays_signed';
END $$;


--
-- Name: refuse_undecided_charge(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_undecided_charge() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh f WHERE (
      SELECT d.visit_id = f.visit_id AND d.patient_id = f.patient_id AND d.code = f.code
        AND d.sort = 'service' AND d.action <> 'reject'
      FROM coding_decision d WHERE d.practice_id = f.practice_id AND d.id = f.decision_id) IS NOT TRUE) THEN
    RAISE EXCEPTION 'a charge line has no decision of its own'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'charge_line_is_decided';
  END IF;
  RETURN NULL;
END $$;


--
-- Name: refuse_unknown_line(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_unknown_line() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh WHERE line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM charge_line l WHERE l.practice_id = fresh.practice_id AND l.id = fresh.line_id)) THEN
    RAISE EXCEPTION 'postings name a charge line that is not there' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'posting_line_id_fk';
  END IF;
  RETURN NULL;
END $$;


--
-- Name: release_ends_once(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.release_ends_once() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF OLD.state <> 'waiting' THEN RAISE EXCEPTION 'a release that is over stays as it is' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'release_ends_once'; END IF; RETURN NEW; END $$;


--
-- Name: access_act; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_act (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    person text NOT NULL,
    act text NOT NULL,
    decided_by text NOT NULL,
    decided_on date NOT NULL,
    CONSTRAINT access_act_has_people CHECK (((person <> ''::text) AND (decided_by <> ''::text))),
    CONSTRAINT access_act_is_known CHECK ((act = ANY (ARRAY['given'::text, 'taken'::text, 'kept'::text, 'password'::text]))),
    CONSTRAINT access_act_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.access_act FORCE ROW LEVEL SECURITY;


--
-- Name: account_number; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_number (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    account text NOT NULL,
    number text NOT NULL,
    name text NOT NULL,
    since_on date NOT NULL,
    set_by text NOT NULL,
    CONSTRAINT account_number_has_a_name CHECK (((btrim(name) <> ''::text) AND (length(name) <= 60) AND (set_by <> ''::text))),
    CONSTRAINT account_number_has_a_number CHECK (((number ~ '^[A-Za-z0-9]+([.-]+[A-Za-z0-9]+)*$'::text) AND (length(number) <= 20))),
    CONSTRAINT account_number_is_said_once CHECK ((version = 1)),
    CONSTRAINT account_number_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.account_number FORCE ROW LEVEL SECURITY;


--
-- Name: account_total; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_total (
    practice_id bigint NOT NULL,
    account text NOT NULL,
    debit_cents bigint NOT NULL,
    credit_cents bigint NOT NULL,
    CONSTRAINT account_total_counts CHECK (((debit_cents >= 0) AND (credit_cents >= 0)))
);

ALTER TABLE ONLY public.account_total FORCE ROW LEVEL SECURITY;


--
-- Name: acknowledgement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.acknowledgement (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    form text NOT NULL,
    code text NOT NULL,
    received_on date NOT NULL,
    interchange_id bigint NOT NULL,
    original_id bigint,
    CONSTRAINT acknowledgement_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.acknowledgement FORCE ROW LEVEL SECURITY;


--
-- Name: administration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.administration (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    author_id bigint,
    replaced_by_id bigint,
    state text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    happened_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    lot text NOT NULL,
    order_id bigint,
    medication_id bigint,
    CONSTRAINT administration_has_state CHECK ((state = ANY (ARRAY['completed'::text, 'not-done'::text, 'to-reconcile'::text, 'replaced'::text, 'entered-in-error'::text]))),
    CONSTRAINT administration_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT administration_is_replaced CHECK (((state = 'replaced'::text) = (replaced_by_id IS NOT NULL))),
    CONSTRAINT administration_replaces_another CHECK ((replaced_by_id <> id)),
    CONSTRAINT administration_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.administration FORCE ROW LEVEL SECURITY;


--
-- Name: advance_notice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.advance_notice (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    appointment_id bigint,
    form_id bigint,
    state text NOT NULL,
    choice text NOT NULL,
    how text NOT NULL,
    service_on date NOT NULL,
    last_on date NOT NULL,
    signed_on date,
    CONSTRAINT advance_notice_has_what_it_says_when_signed CHECK (((state = 'signed'::text) <= ((choice <> ''::text) AND (how <> ''::text) AND (signed_on IS NOT NULL)))),
    CONSTRAINT advance_notice_is_signed_where_it_says CHECK (((how = 'screen'::text) = (form_id IS NOT NULL))),
    CONSTRAINT advance_notice_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.advance_notice FORCE ROW LEVEL SECURITY;


--
-- Name: advice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.advice (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    ordinal integer NOT NULL,
    control text NOT NULL,
    payer_control text NOT NULL,
    status text NOT NULL,
    paid_cents bigint,
    claim_id bigint,
    remittance_id bigint NOT NULL,
    CONSTRAINT advice_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.advice FORCE ROW LEVEL SECURITY;


--
-- Name: aged_total; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.aged_total (
    practice_id bigint NOT NULL,
    account text NOT NULL,
    payer_id bigint NOT NULL,
    service_on date NOT NULL,
    cents bigint NOT NULL,
    provider_id bigint NOT NULL
);

ALTER TABLE ONLY public.aged_total FORCE ROW LEVEL SECURITY;


--
-- Name: allergy; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.allergy (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    author_id bigint,
    replaced_by_id bigint,
    state text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    happened_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    CONSTRAINT allergy_has_state CHECK ((state = ANY (ARRAY['active'::text, 'inactive'::text, 'resolved'::text, 'to-reconcile'::text, 'replaced'::text, 'entered-in-error'::text]))),
    CONSTRAINT allergy_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT allergy_is_replaced CHECK (((state = 'replaced'::text) = (replaced_by_id IS NOT NULL))),
    CONSTRAINT allergy_replaces_another CHECK ((replaced_by_id <> id)),
    CONSTRAINT allergy_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.allergy FORCE ROW LEVEL SECURITY;


--
-- Name: allocation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.allocation (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    cents bigint NOT NULL,
    line_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    receipt_id bigint NOT NULL,
    undone_on date,
    CONSTRAINT allocation_is_positive CHECK ((cents > 0)),
    CONSTRAINT allocation_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.allocation FORCE ROW LEVEL SECURITY;


--
-- Name: almoner_batch; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.almoner_batch
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: almoner_id; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.almoner_id
    START WITH 1000
    INCREMENT BY 20
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: appeal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeal (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    level integer NOT NULL,
    state text NOT NULL,
    sent_on date NOT NULL,
    denial_id bigint NOT NULL,
    claim_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    CONSTRAINT appeal_has_level CHECK (((level >= 1) AND (level <= 9))),
    CONSTRAINT appeal_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.appeal FORCE ROW LEVEL SECURITY;


--
-- Name: appointment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appointment (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    minutes integer NOT NULL,
    state text NOT NULL,
    location_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    provider_id bigint NOT NULL,
    CONSTRAINT appointment_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.appointment FORCE ROW LEVEL SECURITY;


--
-- Name: audit_chain; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_chain (
    practice_id bigint NOT NULL,
    last_id bigint NOT NULL,
    seal text NOT NULL,
    closed_on date
);

ALTER TABLE ONLY public.audit_chain FORCE ROW LEVEL SECURITY;


--
-- Name: audit_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_entry (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    flow text NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    effective_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    record_count integer NOT NULL,
    posting_count integer NOT NULL,
    subjects jsonb NOT NULL,
    digest text NOT NULL,
    seal text NOT NULL
);

ALTER TABLE ONLY public.audit_entry FORCE ROW LEVEL SECURITY;


--
-- Name: auth_group; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);


--
-- Name: auth_group_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_group_permissions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_permission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_user; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_user (
    id integer NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL
);


--
-- Name: auth_user_groups; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_user_groups (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    group_id integer NOT NULL
);


--
-- Name: auth_user_groups_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_user_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_user_user_permissions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_user_user_permissions (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: auth_user_user_permissions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: authorization; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."authorization" (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    number text NOT NULL,
    state text NOT NULL,
    since_on date NOT NULL,
    until_on date,
    patient_id bigint NOT NULL,
    coverage_id bigint NOT NULL,
    payer_id bigint NOT NULL,
    provider_id bigint,
    CONSTRAINT authorization_has_number CHECK (((state <> 'approved'::text) OR (btrim(number) <> ''::text))),
    CONSTRAINT authorization_has_period CHECK (((until_on IS NULL) OR (until_on > since_on))),
    CONSTRAINT authorization_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public."authorization" FORCE ROW LEVEL SECURITY;


--
-- Name: balance_act; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.balance_act (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    cents bigint NOT NULL,
    alone_cents bigint NOT NULL,
    proposed_by text NOT NULL,
    proposed_on date NOT NULL,
    decided_by text NOT NULL,
    patient_id bigint,
    claim_id bigint,
    CONSTRAINT balance_act_has_a_second_signature CHECK (((state <> ALL (ARRAY['posted'::text, 'reversed'::text])) OR (cents <= alone_cents) OR (btrim(decided_by) <> ''::text))),
    CONSTRAINT balance_act_has_author CHECK ((btrim(proposed_by) <> ''::text)),
    CONSTRAINT balance_act_is_signed_by_another CHECK (((state <> ALL (ARRAY['posted'::text, 'reversed'::text])) OR (lower(btrim(decided_by)) <> lower(btrim(proposed_by))))),
    CONSTRAINT balance_act_moves_cents CHECK ((cents > 0)),
    CONSTRAINT balance_act_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.balance_act FORCE ROW LEVEL SECURITY;


--
-- Name: benefits; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.benefits (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    service_on date NOT NULL,
    answered_on date NOT NULL,
    state text NOT NULL,
    coverage_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    CONSTRAINT benefits_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.benefits FORCE ROW LEVEL SECURITY;


--
-- Name: billing_mark; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.billing_mark (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    sort text NOT NULL,
    since_on date NOT NULL,
    until_on date,
    CONSTRAINT billing_mark_has_period CHECK (((until_on IS NULL) OR (until_on >= since_on))),
    CONSTRAINT billing_mark_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.billing_mark FORCE ROW LEVEL SECURITY;


--
-- Name: brought_file; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.brought_file (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT brought_file_is_bounded CHECK ((octet_length(content) <= 67108864))
);

ALTER TABLE ONLY public.brought_file FORCE ROW LEVEL SECURITY;


--
-- Name: card_charge; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.card_charge (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    receipt_id bigint,
    cents bigint NOT NULL,
    state text NOT NULL,
    asked_on date NOT NULL,
    link_id bigint,
    CONSTRAINT card_charge_is_positive CHECK ((cents > 0)),
    CONSTRAINT card_charge_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.card_charge FORCE ROW LEVEL SECURITY;


--
-- Name: card_image; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.card_image (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    side text NOT NULL,
    taken_on date NOT NULL,
    coverage_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    picture_id bigint NOT NULL,
    CONSTRAINT card_image_has_a_side CHECK ((side = ANY (ARRAY['front'::text, 'back'::text]))),
    CONSTRAINT card_image_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.card_image FORCE ROW LEVEL SECURITY;


--
-- Name: card_on_file; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.card_on_file (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    last_four text NOT NULL,
    agreed_by text NOT NULL,
    agreed_on date NOT NULL,
    text_version text NOT NULL,
    state text NOT NULL,
    patient_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT card_on_file_has_consent CHECK (((agreed_by <> ''::text) AND (text_version <> ''::text))),
    CONSTRAINT card_on_file_keeps_four_digits CHECK ((last_four ~ '^[0-9]{4}$'::text)),
    CONSTRAINT card_on_file_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.card_on_file FORCE ROW LEVEL SECURITY;


--
-- Name: charge_line; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.charge_line (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    sequence integer NOT NULL,
    control text NOT NULL,
    code text NOT NULL,
    units integer NOT NULL,
    charge_cents bigint NOT NULL,
    service_on date NOT NULL,
    location_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    provider_id bigint NOT NULL,
    superbill_id bigint NOT NULL,
    visit_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    schedule_id bigint,
    is_taken_back boolean DEFAULT false NOT NULL,
    CONSTRAINT charge_line_is_charged CHECK (((charge_cents >= 0) AND (units > 0))),
    CONSTRAINT charge_line_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.charge_line FORCE ROW LEVEL SECURITY;


--
-- Name: charge_proposal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.charge_proposal (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    visit_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    source_id bigint NOT NULL,
    source_version integer NOT NULL,
    administration_id bigint,
    immunization_id bigint,
    order_id bigint,
    procedure_id bigint,
    report_id bigint,
    result_id bigint,
    decision_id bigint,
    line_id bigint,
    source_kind text NOT NULL,
    card text NOT NULL,
    part text NOT NULL,
    code text NOT NULL,
    state text NOT NULL,
    proposed_on date NOT NULL,
    CONSTRAINT charge_proposal_has_state CHECK ((state = ANY (ARRAY['proposed'::text, 'charged'::text, 'refused'::text, 'withdrawn'::text]))),
    CONSTRAINT charge_proposal_is_charged CHECK (((state = 'charged'::text) = (line_id IS NOT NULL))),
    CONSTRAINT charge_proposal_is_decided CHECK (((state = ANY (ARRAY['charged'::text, 'refused'::text])) = (decision_id IS NOT NULL))),
    CONSTRAINT charge_proposal_names_source CHECK ((COALESCE(administration_id, immunization_id, order_id, procedure_id, report_id, result_id) = source_id)),
    CONSTRAINT charge_proposal_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.charge_proposal FORCE ROW LEVEL SECURITY;


--
-- Name: chart_pair; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.chart_pair (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    decided_by text NOT NULL,
    decided_on date NOT NULL,
    survivor_id bigint NOT NULL,
    merged_id bigint NOT NULL,
    CONSTRAINT chart_pair_are_two CHECK ((survivor_id <> merged_id)),
    CONSTRAINT chart_pair_is_known CHECK ((state = ANY (ARRAY['merged'::text, 'separated'::text, 'two'::text]))),
    CONSTRAINT chart_pair_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.chart_pair FORCE ROW LEVEL SECURITY;


--
-- Name: claim; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claim (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    rank integer NOT NULL,
    control text NOT NULL,
    payer_control text NOT NULL,
    total_cents bigint NOT NULL,
    service_on date NOT NULL,
    state text NOT NULL,
    since_on date NOT NULL,
    wait_until date,
    coverage_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    payer_id bigint NOT NULL,
    visit_id bigint NOT NULL,
    CONSTRAINT claim_has_rank CHECK (((rank >= 1) AND (rank <= 9))),
    CONSTRAINT claim_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.claim FORCE ROW LEVEL SECURITY;


--
-- Name: claim_revision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claim_revision (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    number integer NOT NULL,
    frequency text NOT NULL,
    total_cents bigint NOT NULL,
    claim_id bigint NOT NULL,
    CONSTRAINT claim_revision_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.claim_revision FORCE ROW LEVEL SECURITY;


--
-- Name: closed_days; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.closed_days (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    provider_id bigint,
    location_id bigint,
    since_on date NOT NULL,
    until_on date,
    CONSTRAINT closed_days_has_period CHECK (((until_on IS NULL) OR (until_on > since_on))),
    CONSTRAINT closed_days_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.closed_days FORCE ROW LEVEL SECURITY;


--
-- Name: code_autonomy; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.code_autonomy (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    code_kind text NOT NULL,
    level text NOT NULL,
    reason text NOT NULL,
    decided_by text NOT NULL,
    decided_on date NOT NULL,
    CONSTRAINT code_autonomy_has_level CHECK ((level = ANY (ARRAY['suggest'::text, 'together'::text, 'filled'::text]))),
    CONSTRAINT code_autonomy_has_person CHECK (((decided_by <> ''::text) AND (reason <> ''::text))),
    CONSTRAINT code_autonomy_keeps_visit_levels CHECK (((code_kind <> 'visit-level'::text) OR (level = 'suggest'::text))),
    CONSTRAINT code_autonomy_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.code_autonomy FORCE ROW LEVEL SECURITY;


--
-- Name: code_list; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.code_list (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    sha256 text NOT NULL,
    body text NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    CONSTRAINT code_list_sha256 CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);

ALTER TABLE ONLY public.code_list FORCE ROW LEVEL SECURITY;


--
-- Name: code_pack; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.code_pack (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    CONSTRAINT code_pack_name CHECK ((name ~ '^[a-z0-9-]{1,40}/[0-9a-f]{24}[.]pack$'::text)),
    CONSTRAINT code_pack_sha256 CHECK (((sha256 ~ '^[0-9a-f]{64}$'::text) AND (("left"(sha256, 24) || '.pack'::text) = split_part(name, '/'::text, 2)))),
    CONSTRAINT code_pack_size CHECK ((size > 0))
);

ALTER TABLE ONLY public.code_pack FORCE ROW LEVEL SECURITY;


--
-- Name: code_pack_bytes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.code_pack_bytes (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    ordinal integer NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT code_pack_bytes_ordinal CHECK ((ordinal >= 0)),
    CONSTRAINT code_pack_bytes_size CHECK (((octet_length(content) >= 1) AND (octet_length(content) <= 1048576)))
);
ALTER TABLE ONLY public.code_pack_bytes ALTER COLUMN content SET STORAGE EXTERNAL;

ALTER TABLE ONLY public.code_pack_bytes FORCE ROW LEVEL SECURITY;


--
-- Name: coding_calibration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.coding_calibration (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    fitted_by text NOT NULL,
    fitted_on date NOT NULL,
    decisions integer NOT NULL,
    accepted integer NOT NULL,
    CONSTRAINT coding_calibration_has_person CHECK ((fitted_by <> ''::text)),
    CONSTRAINT coding_calibration_rests_on_decisions CHECK (((decisions > 0) AND ((accepted >= 0) AND (accepted <= decisions)))),
    CONSTRAINT coding_calibration_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.coding_calibration FORCE ROW LEVEL SECURITY;


--
-- Name: coding_decision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.coding_decision (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    decided_on date NOT NULL,
    evidence_opened boolean NOT NULL,
    seconds integer NOT NULL,
    note_sha256 text NOT NULL,
    sort text NOT NULL,
    code text NOT NULL,
    action text NOT NULL,
    origin text NOT NULL,
    decided_by text NOT NULL,
    reason text NOT NULL,
    suggested_code text NOT NULL,
    tier text NOT NULL,
    visit_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    note_id bigint NOT NULL,
    CONSTRAINT coding_decision_has_person CHECK ((decided_by <> ''::text)),
    CONSTRAINT coding_decision_has_reason CHECK (((action <> ALL (ARRAY['change'::text, 'reject'::text])) OR (reason <> ''::text))),
    CONSTRAINT coding_decision_saw_evidence CHECK (((action <> 'accept'::text) OR (evidence_opened AND (code = suggested_code)))),
    CONSTRAINT coding_decision_saw_suggestion CHECK (((action = 'add'::text) = (suggested_code = ''::text))),
    CONSTRAINT coding_decision_says_of_what CHECK ((sort = ANY (ARRAY['dx'::text, 'service'::text]))),
    CONSTRAINT coding_decision_says_what CHECK (((action = ANY (ARRAY['accept'::text, 'change'::text, 'reject'::text, 'add'::text])) AND (code <> ''::text))),
    CONSTRAINT coding_decision_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.coding_decision FORCE ROW LEVEL SECURITY;


--
-- Name: coding_review; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.coding_review (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    coded_by text NOT NULL,
    reviewed_by text NOT NULL,
    settled_by text NOT NULL,
    holds_claim boolean NOT NULL,
    drawn_on date NOT NULL,
    due_on date NOT NULL,
    visit_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    provider_id bigint NOT NULL,
    note_id bigint NOT NULL,
    superbill_id bigint NOT NULL,
    CONSTRAINT coding_review_has_coder CHECK ((coded_by <> ''::text)),
    CONSTRAINT coding_review_has_state CHECK ((state = ANY (ARRAY['drawn'::text, 'differs'::text, 'agreed'::text, 'settled'::text]))),
    CONSTRAINT coding_review_is_another_person_s CHECK (((reviewed_by <> coded_by) AND (settled_by <> coded_by))),
    CONSTRAINT coding_review_is_coded_before_it_is_over CHECK (((state = 'drawn'::text) OR (reviewed_by <> ''::text))),
    CONSTRAINT coding_review_is_settled_by_a_person CHECK (((state = 'settled'::text) = (settled_by <> ''::text))),
    CONSTRAINT coding_review_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.coding_review FORCE ROW LEVEL SECURITY;


--
-- Name: collection_cost; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.collection_cost (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    month_on date NOT NULL,
    cents bigint NOT NULL,
    technology_cents bigint NOT NULL,
    CONSTRAINT collection_cost_is_a_month CHECK ((EXTRACT(day FROM month_on) = (1)::numeric)),
    CONSTRAINT collection_cost_is_of_the_whole CHECK (((cents > 0) AND ((technology_cents >= 0) AND (technology_cents <= cents)))),
    CONSTRAINT collection_cost_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.collection_cost FORCE ROW LEVEL SECURITY;


--
-- Name: comment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.comment (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    claim_id bigint,
    visit_id bigint,
    written_by text NOT NULL,
    written_on date NOT NULL,
    state text NOT NULL,
    CONSTRAINT comment_has_one_subject CHECK (((claim_id IS NULL) OR (visit_id IS NULL))),
    CONSTRAINT comment_has_state CHECK ((state = ANY (ARRAY['standing'::text, 'withdrawn'::text]))),
    CONSTRAINT comment_has_writer CHECK ((written_by <> ''::text)),
    CONSTRAINT comment_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.comment FORCE ROW LEVEL SECURITY;


--
-- Name: control_number; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.control_number (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    receiver text NOT NULL,
    last_given bigint NOT NULL
);

ALTER TABLE ONLY public.control_number FORCE ROW LEVEL SECURITY;


--
-- Name: coverage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.coverage (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    rank integer NOT NULL,
    member_id text NOT NULL,
    since_on date NOT NULL,
    until_on date,
    patient_id bigint NOT NULL,
    payer_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT coverage_has_period CHECK (((until_on IS NULL) OR (until_on >= since_on))),
    CONSTRAINT coverage_has_rank CHECK (((rank >= 1) AND (rank <= 9))),
    CONSTRAINT coverage_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.coverage FORCE ROW LEVEL SECURITY;


--
-- Name: day_close; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.day_close (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    closed_on date NOT NULL,
    closed_by text NOT NULL,
    CONSTRAINT day_close_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.day_close FORCE ROW LEVEL SECURITY;


--
-- Name: day_total; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.day_total (
    practice_id bigint NOT NULL,
    effective_on date NOT NULL,
    account text NOT NULL,
    reason text NOT NULL,
    debit_cents bigint NOT NULL,
    credit_cents bigint NOT NULL,
    last_entry_id bigint NOT NULL
);

ALTER TABLE ONLY public.day_total FORCE ROW LEVEL SECURITY;


--
-- Name: denial; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.denial (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    carc text NOT NULL,
    cents bigint NOT NULL,
    owner text NOT NULL,
    due_on date NOT NULL,
    state text NOT NULL,
    claim_id bigint NOT NULL,
    line_id bigint,
    patient_id bigint NOT NULL,
    payer_id bigint NOT NULL,
    CONSTRAINT denial_has_owner CHECK ((owner <> ''::text)),
    CONSTRAINT denial_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.denial FORCE ROW LEVEL SECURITY;


--
-- Name: deposit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.deposit (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    deposit_kind text NOT NULL,
    trace text NOT NULL,
    cents bigint NOT NULL,
    deposited_on date NOT NULL,
    remittance_id bigint,
    CONSTRAINT deposit_is_not_zero CHECK ((cents <> 0)),
    CONSTRAINT deposit_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.deposit FORCE ROW LEVEL SECURITY;


--
-- Name: dictation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dictation (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    visit_id bigint NOT NULL,
    made_by text NOT NULL,
    made_on date NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT dictation_is_an_object CHECK ((jsonb_typeof(body) = 'object'::text))
);

ALTER TABLE ONLY public.dictation FORCE ROW LEVEL SECURITY;


--
-- Name: dictation_audio; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dictation_audio (
    practice_id bigint NOT NULL,
    dictation_id bigint NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    piece bytea NOT NULL,
    CONSTRAINT dictation_audio_counts_its_pieces CHECK ((number >= 0)),
    CONSTRAINT dictation_audio_is_not_empty CHECK ((octet_length(piece) > 0))
);

ALTER TABLE ONLY public.dictation_audio FORCE ROW LEVEL SECURITY;


--
-- Name: disclosure_consent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.disclosure_consent (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    purpose text NOT NULL,
    signed_by text NOT NULL,
    recorded_by text NOT NULL,
    revoked_by text NOT NULL,
    signed_on date NOT NULL,
    expires_on date,
    revoked_on date,
    patient_id bigint NOT NULL,
    payer_id bigint,
    CONSTRAINT disclosure_consent_ends_after_it_begins CHECK (((expires_on IS NULL) OR (expires_on > signed_on))),
    CONSTRAINT disclosure_consent_has_person CHECK (((signed_by <> ''::text) AND (recorded_by <> ''::text))),
    CONSTRAINT disclosure_consent_has_purpose CHECK ((purpose = ANY (ARRAY['care_and_payment'::text, 'payment'::text, 'treatment'::text]))),
    CONSTRAINT disclosure_consent_is_taken_back_by_a_person CHECK (((revoked_on IS NULL) = (revoked_by = ''::text))),
    CONSTRAINT disclosure_consent_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.disclosure_consent FORCE ROW LEVEL SECURITY;


--
-- Name: django_content_type; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);


--
-- Name: document; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.document (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    sort text NOT NULL,
    signed_on date NOT NULL,
    visit_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    state text NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    CONSTRAINT document_has_state CHECK ((state = ANY (ARRAY['current'::text, 'entered-in-error'::text]))),
    CONSTRAINT document_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT document_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.document FORCE ROW LEVEL SECURITY;


--
-- Name: drawer_count; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.drawer_count (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    counted_on date NOT NULL,
    counted_by text NOT NULL,
    why text NOT NULL,
    cash_cents bigint NOT NULL,
    check_cents bigint NOT NULL,
    expected_cash_cents bigint NOT NULL,
    expected_check_cents bigint NOT NULL,
    CONSTRAINT drawer_count_has_person CHECK ((counted_by <> ''::text)),
    CONSTRAINT drawer_count_has_reason_where_off CHECK ((((cash_cents = expected_cash_cents) AND (check_cents = expected_check_cents)) = (btrim(why) = ''::text))),
    CONSTRAINT drawer_count_is_no_less_than_nothing CHECK (((cash_cents >= 0) AND (check_cents >= 0))),
    CONSTRAINT drawer_count_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.drawer_count FORCE ROW LEVEL SECURITY;


--
-- Name: due_total; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.due_total (
    practice_id bigint NOT NULL,
    account text NOT NULL,
    payer_id bigint NOT NULL,
    provider_id bigint NOT NULL,
    cents bigint NOT NULL
);

ALTER TABLE ONLY public.due_total FORCE ROW LEVEL SECURITY;


--
-- Name: enrollment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.enrollment (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    since_on date NOT NULL,
    until_on date,
    payer_id bigint NOT NULL,
    provider_id bigint NOT NULL,
    CONSTRAINT enrollment_has_period CHECK (((until_on IS NULL) OR (until_on >= since_on))),
    CONSTRAINT enrollment_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.enrollment FORCE ROW LEVEL SECURITY;


--
-- Name: estimate_notice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.estimate_notice (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    provider_id bigint,
    appointment_id bigint,
    service_on date NOT NULL,
    due_on date NOT NULL,
    delivered_on date,
    CONSTRAINT estimate_notice_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.estimate_notice FORCE ROW LEVEL SECURITY;


--
-- Name: family_history; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.family_history (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    author_id bigint,
    replaced_by_id bigint,
    state text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    happened_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    CONSTRAINT family_history_has_state CHECK ((state = ANY (ARRAY['partial'::text, 'completed'::text, 'health-unknown'::text, 'to-reconcile'::text, 'replaced'::text, 'entered-in-error'::text]))),
    CONSTRAINT family_history_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT family_history_is_replaced CHECK (((state = 'replaced'::text) = (replaced_by_id IS NOT NULL))),
    CONSTRAINT family_history_replaces_another CHECK ((replaced_by_id <> id)),
    CONSTRAINT family_history_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.family_history FORCE ROW LEVEL SECURITY;


--
-- Name: fee_schedule; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.fee_schedule (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    payer_id bigint,
    location_id bigint,
    name text NOT NULL,
    loaded_by text NOT NULL,
    since_on date NOT NULL,
    until_on date,
    CONSTRAINT fee_schedule_has_name CHECK (((btrim(name) <> ''::text) AND (loaded_by <> ''::text))),
    CONSTRAINT fee_schedule_has_period CHECK (((until_on IS NULL) OR (until_on >= since_on))),
    CONSTRAINT fee_schedule_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.fee_schedule FORCE ROW LEVEL SECURITY;


--
-- Name: finding_override; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.finding_override (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    claim_id bigint NOT NULL,
    revision_id bigint NOT NULL,
    finding text NOT NULL,
    edit text NOT NULL,
    reason text NOT NULL,
    decided_by text NOT NULL,
    decided_on date NOT NULL,
    CONSTRAINT finding_override_has_author CHECK ((decided_by <> ''::text)),
    CONSTRAINT finding_override_has_reason CHECK (((length(btrim(reason)) >= 1) AND (length(btrim(reason)) <= 500))),
    CONSTRAINT finding_override_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.finding_override FORCE ROW LEVEL SECURITY;


--
-- Name: form_sent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.form_sent (
    practice_id bigint NOT NULL,
    audit_id bigint NOT NULL,
    key text NOT NULL,
    said text NOT NULL,
    CONSTRAINT form_sent_has_a_key CHECK (((key ~ '^[A-Za-z0-9_-]{16,64}$'::text) AND (said ~ '^[0-9a-f]{64}$'::text)))
);

ALTER TABLE ONLY public.form_sent FORCE ROW LEVEL SECURITY;


--
-- Name: goal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goal (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    author_id bigint,
    replaced_by_id bigint,
    state text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    happened_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    CONSTRAINT goal_has_state CHECK ((state = ANY (ARRAY['proposed'::text, 'planned'::text, 'accepted'::text, 'active'::text, 'on-hold'::text, 'completed'::text, 'cancelled'::text, 'rejected'::text, 'to-reconcile'::text, 'replaced'::text, 'entered-in-error'::text]))),
    CONSTRAINT goal_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT goal_is_replaced CHECK (((state = 'replaced'::text) = (replaced_by_id IS NOT NULL))),
    CONSTRAINT goal_replaces_another CHECK ((replaced_by_id <> id)),
    CONSTRAINT goal_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.goal FORCE ROW LEVEL SECURITY;


--
-- Name: immunization; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.immunization (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    author_id bigint,
    replaced_by_id bigint,
    state text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    happened_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    lot text NOT NULL,
    funding text NOT NULL,
    location_id bigint,
    order_id bigint,
    is_ours boolean NOT NULL,
    CONSTRAINT immunization_has_lot CHECK (((state <> 'completed'::text) OR (NOT is_ours) OR (btrim(lot) <> ''::text))),
    CONSTRAINT immunization_has_state CHECK ((state = ANY (ARRAY['completed'::text, 'not-done'::text, 'to-reconcile'::text, 'replaced'::text, 'entered-in-error'::text]))),
    CONSTRAINT immunization_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT immunization_is_replaced CHECK (((state = 'replaced'::text) = (replaced_by_id IS NOT NULL))),
    CONSTRAINT immunization_replaces_another CHECK ((replaced_by_id <> id)),
    CONSTRAINT immunization_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.immunization FORCE ROW LEVEL SECURITY;


--
-- Name: interchange; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.interchange (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    direction text NOT NULL,
    name text NOT NULL,
    about text NOT NULL,
    sha256 text NOT NULL,
    control text NOT NULL,
    sender text NOT NULL,
    receiver text NOT NULL,
    exchanged_on date NOT NULL,
    CONSTRAINT interchange_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.interchange FORCE ROW LEVEL SECURITY;


--
-- Name: interchange_bytes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.interchange_bytes (
    practice_id bigint NOT NULL,
    interchange_id bigint NOT NULL,
    content bytea NOT NULL
);

ALTER TABLE ONLY public.interchange_bytes FORCE ROW LEVEL SECURITY;


--
-- Name: journal_export; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.journal_export (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    since_on date NOT NULL,
    until_on date NOT NULL,
    entry_id bigint NOT NULL,
    taken_by text NOT NULL,
    CONSTRAINT journal_export_has_days CHECK (((until_on > since_on) AND (entry_id >= 0) AND (taken_by <> ''::text))),
    CONSTRAINT journal_export_is_said_once CHECK ((version = 1)),
    CONSTRAINT journal_export_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.journal_export FORCE ROW LEVEL SECURITY;


--
-- Name: judgement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.judgement (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    claim_id bigint NOT NULL,
    revision_id bigint NOT NULL,
    judged_on date NOT NULL,
    policy text NOT NULL,
    CONSTRAINT judgement_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.judgement FORCE ROW LEVEL SECURITY;


--
-- Name: kept_board; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kept_board (
    practice_id bigint NOT NULL,
    on_day date NOT NULL,
    entry_id bigint NOT NULL,
    definitions text NOT NULL,
    took_ms integer NOT NULL,
    body jsonb NOT NULL,
    period text NOT NULL,
    CONSTRAINT kept_board_took_some_time CHECK ((took_ms >= 0))
);

ALTER TABLE ONLY public.kept_board FORCE ROW LEVEL SECURITY;


--
-- Name: kept_lag; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kept_lag (
    practice_id bigint NOT NULL,
    service_on date NOT NULL,
    on_day date NOT NULL,
    entry_id bigint NOT NULL,
    took_ms integer NOT NULL,
    body jsonb NOT NULL
);

ALTER TABLE ONLY public.kept_lag FORCE ROW LEVEL SECURITY;


--
-- Name: kept_owed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kept_owed (
    practice_id bigint NOT NULL,
    place bigint NOT NULL,
    on_day date NOT NULL,
    entry_id bigint NOT NULL,
    definition text NOT NULL,
    account text NOT NULL,
    line_id bigint,
    patient_id bigint,
    visit_id bigint,
    claim_id bigint,
    service_on date NOT NULL,
    payer_id bigint NOT NULL,
    cents bigint NOT NULL,
    sent_on date,
    thing bigint NOT NULL
);

ALTER TABLE ONLY public.kept_owed FORCE ROW LEVEL SECURITY;


--
-- Name: kept_preview; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kept_preview (
    practice_id bigint NOT NULL,
    remittance_id bigint NOT NULL,
    keep_id bigint NOT NULL,
    version integer NOT NULL,
    on_day date NOT NULL,
    entry_id bigint NOT NULL,
    rests_on text NOT NULL,
    body text NOT NULL
);

ALTER TABLE ONLY public.kept_preview FORCE ROW LEVEL SECURITY;


--
-- Name: kept_preview_part; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kept_preview_part (
    practice_id bigint NOT NULL,
    remittance_id bigint NOT NULL,
    ordinal bigint NOT NULL,
    keep_id bigint NOT NULL,
    body text NOT NULL,
    CONSTRAINT kept_preview_part_has_a_place CHECK ((ordinal > 0))
);

ALTER TABLE ONLY public.kept_preview_part FORCE ROW LEVEL SECURITY;


--
-- Name: kept_receivable; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kept_receivable (
    practice_id bigint NOT NULL,
    on_day date NOT NULL,
    entry_id bigint NOT NULL,
    definition text NOT NULL,
    body jsonb NOT NULL
);

ALTER TABLE ONLY public.kept_receivable FORCE ROW LEVEL SECURITY;


--
-- Name: kept_standing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kept_standing (
    practice_id bigint NOT NULL,
    through_on date NOT NULL,
    payments bigint NOT NULL,
    print bigint NOT NULL,
    body text NOT NULL,
    CONSTRAINT kept_standing_counts_payments CHECK ((payments >= 0))
);

ALTER TABLE ONLY public.kept_standing FORCE ROW LEVEL SECURITY;


--
-- Name: kept_variance; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kept_variance (
    practice_id bigint NOT NULL,
    on_day date NOT NULL,
    entry_id bigint NOT NULL,
    took_ms integer NOT NULL,
    body jsonb NOT NULL,
    digest text DEFAULT ''::text NOT NULL,
    CONSTRAINT kept_variance_took_some_time CHECK ((took_ms >= 0))
);

ALTER TABLE ONLY public.kept_variance FORCE ROW LEVEL SECURITY;


--
-- Name: location; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.location (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    pos text NOT NULL,
    CONSTRAINT location_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.location FORCE ROW LEVEL SECURITY;


--
-- Name: long_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.long_run (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    sort text NOT NULL,
    begun_by text NOT NULL,
    begun_on date NOT NULL,
    state text NOT NULL,
    subjects jsonb NOT NULL,
    done integer NOT NULL,
    problems jsonb NOT NULL,
    is_put_away boolean NOT NULL,
    about_id bigint DEFAULT 0 NOT NULL,
    result jsonb DEFAULT '[]'::jsonb NOT NULL,
    asks jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT long_run_has_person CHECK ((begun_by <> ''::text)),
    CONSTRAINT long_run_has_problems CHECK ((jsonb_typeof(problems) = 'array'::text)),
    CONSTRAINT long_run_has_state CHECK ((state = ANY (ARRAY['going'::text, 'stopped'::text, 'done'::text]))),
    CONSTRAINT long_run_has_subjects CHECK (((jsonb_typeof(subjects) = 'array'::text) AND (jsonb_array_length(subjects) > 0))),
    CONSTRAINT long_run_is_within CHECK (((done >= 0) AND (done <= jsonb_array_length(subjects))))
);

ALTER TABLE ONLY public.long_run FORCE ROW LEVEL SECURITY;


--
-- Name: medication; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.medication (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    author_id bigint,
    replaced_by_id bigint,
    state text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    happened_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    CONSTRAINT medication_has_state CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'on-hold'::text, 'completed'::text, 'stopped'::text, 'cancelled'::text, 'to-reconcile'::text, 'replaced'::text, 'entered-in-error'::text]))),
    CONSTRAINT medication_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT medication_is_replaced CHECK (((state = 'replaced'::text) = (replaced_by_id IS NOT NULL))),
    CONSTRAINT medication_replaces_another CHECK ((replaced_by_id <> id)),
    CONSTRAINT medication_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.medication FORCE ROW LEVEL SECURITY;


--
-- Name: membership; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.membership (
    id bigint NOT NULL,
    practice_id bigint NOT NULL,
    role text NOT NULL,
    user_id integer NOT NULL,
    is_of_before boolean DEFAULT false NOT NULL
);


--
-- Name: membership_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: mend_consent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.mend_consent (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    card text NOT NULL,
    decided_by text NOT NULL,
    decided_on date NOT NULL,
    CONSTRAINT mend_consent_has_author CHECK ((decided_by <> ''::text)),
    CONSTRAINT mend_consent_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.mend_consent FORCE ROW LEVEL SECURITY;


--
-- Name: model_opinion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.model_opinion (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    note_sha256 text NOT NULL,
    model text NOT NULL,
    asked_by text NOT NULL,
    asked_on date NOT NULL,
    visit_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    note_id bigint NOT NULL,
    CONSTRAINT model_opinion_has_person CHECK ((asked_by <> ''::text)),
    CONSTRAINT model_opinion_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.model_opinion FORCE ROW LEVEL SECURITY;


--
-- Name: month_close; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.month_close (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    month_on date NOT NULL,
    closed_by text NOT NULL,
    entry_id bigint NOT NULL,
    CONSTRAINT month_close_is_a_month CHECK ((EXTRACT(day FROM month_on) = (1)::numeric)),
    CONSTRAINT month_close_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.month_close FORCE ROW LEVEL SECURITY;


--
-- Name: msp_questionnaire; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.msp_questionnaire (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    appointment_id bigint,
    form_id bigint NOT NULL,
    asked_on date NOT NULL,
    msp_type text NOT NULL,
    confirmed_on date,
    CONSTRAINT msp_questionnaire_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.msp_questionnaire FORCE ROW LEVEL SECURITY;


--
-- Name: no_charge; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.no_charge (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    reason text NOT NULL,
    decided_by text NOT NULL,
    decided_on date NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    appointment_id bigint,
    CONSTRAINT no_charge_has_person CHECK (((decided_by <> ''::text) AND (reason <> ''::text))),
    CONSTRAINT no_charge_names_something CHECK (((visit_id IS NOT NULL) OR (appointment_id IS NOT NULL))),
    CONSTRAINT no_charge_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.no_charge FORCE ROW LEVEL SECURITY;


--
-- Name: note; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.note (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    signed_on date NOT NULL,
    sha256 text NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint NOT NULL,
    sort text NOT NULL,
    addendum_to_id bigint,
    CONSTRAINT note_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.note FORCE ROW LEVEL SECURITY;


--
-- Name: note_draft; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.note_draft (
    practice_id bigint NOT NULL,
    visit_id bigint NOT NULL,
    version integer NOT NULL,
    begun_on date NOT NULL,
    saved_on date NOT NULL,
    saved_by text NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT note_draft_counts_its_saves CHECK ((version > 0)),
    CONSTRAINT note_draft_is_an_object CHECK ((jsonb_typeof(body) = 'object'::text))
);

ALTER TABLE ONLY public.note_draft FORCE ROW LEVEL SECURITY;


--
-- Name: notice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notice (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    comment_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    person text NOT NULL,
    told_by text NOT NULL,
    told_on date NOT NULL,
    state text NOT NULL,
    CONSTRAINT notice_has_person CHECK ((person <> ''::text)),
    CONSTRAINT notice_has_state CHECK ((state = ANY (ARRAY['open'::text, 'done'::text]))),
    CONSTRAINT notice_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.notice FORCE ROW LEVEL SECURITY;


--
-- Name: open_hours; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.open_hours (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    provider_id bigint,
    location_id bigint,
    since_on date NOT NULL,
    until_on date,
    CONSTRAINT open_hours_has_period CHECK (((until_on IS NULL) OR (until_on > since_on))),
    CONSTRAINT open_hours_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.open_hours FORCE ROW LEVEL SECURITY;


--
-- Name: order; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."order" (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    author_id bigint,
    replaced_by_id bigint,
    state text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    happened_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    sort text NOT NULL,
    performer_id bigint,
    medication_id bigint,
    CONSTRAINT order_has_asker CHECK ((author_id IS NOT NULL)),
    CONSTRAINT order_has_state CHECK ((state = ANY (ARRAY['ordered'::text, 'completed'::text, 'cancelled'::text, 'failed'::text, 'to-reconcile'::text, 'replaced'::text, 'entered-in-error'::text]))),
    CONSTRAINT order_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT order_is_replaced CHECK (((state = 'replaced'::text) = (replaced_by_id IS NOT NULL))),
    CONSTRAINT order_replaces_another CHECK ((replaced_by_id <> id)),
    CONSTRAINT order_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public."order" FORCE ROW LEVEL SECURITY;


--
-- Name: overpayment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.overpayment (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    claim_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    payer_id bigint NOT NULL,
    cents bigint NOT NULL,
    identified_on date NOT NULL,
    fate text NOT NULL,
    CONSTRAINT overpayment_is_positive CHECK ((cents > 0)),
    CONSTRAINT overpayment_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.overpayment FORCE ROW LEVEL SECURITY;


--
-- Name: patient; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.patient (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    number text NOT NULL,
    last_name text NOT NULL,
    first_name text NOT NULL,
    birth_on date NOT NULL,
    sex text NOT NULL,
    phone text NOT NULL,
    guarantor text NOT NULL,
    chart_id bigint NOT NULL,
    CONSTRAINT patient_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.patient FORCE ROW LEVEL SECURITY;


--
-- Name: patient_total; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.patient_total (
    practice_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    line_id bigint NOT NULL,
    cents bigint NOT NULL,
    moved_on date NOT NULL
);

ALTER TABLE ONLY public.patient_total FORCE ROW LEVEL SECURITY;


--
-- Name: pay_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pay_link (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    guarantor text NOT NULL,
    digest text NOT NULL,
    state text NOT NULL,
    made_on date NOT NULL,
    until_on date NOT NULL,
    statement_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    CONSTRAINT pay_link_ends CHECK ((until_on > made_on)),
    CONSTRAINT pay_link_keeps_a_hash CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT pay_link_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.pay_link FORCE ROW LEVEL SECURITY;


--
-- Name: payer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payer (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    payer_kind text NOT NULL,
    claim_payer_id text NOT NULL,
    eligibility_payer_id text NOT NULL,
    remittance_payer_id text NOT NULL,
    CONSTRAINT payer_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.payer FORCE ROW LEVEL SECURITY;


--
-- Name: payer_call; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payer_call (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    claim_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    payer_id bigint NOT NULL,
    called_by text NOT NULL,
    called_on date NOT NULL,
    next_on date,
    CONSTRAINT payer_call_asks_later CHECK (((next_on IS NULL) OR (next_on > called_on))),
    CONSTRAINT payer_call_has_person CHECK ((called_by <> ''::text)),
    CONSTRAINT payer_call_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.payer_call FORCE ROW LEVEL SECURITY;


--
-- Name: payer_contract; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payer_contract (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    payer_id bigint NOT NULL,
    plan_id bigint,
    location_id bigint,
    name text NOT NULL,
    brought_by text NOT NULL,
    since_on date NOT NULL,
    until_on date,
    is_in_force boolean NOT NULL,
    CONSTRAINT payer_contract_has_name CHECK (((btrim(name) <> ''::text) AND (brought_by <> ''::text))),
    CONSTRAINT payer_contract_has_period CHECK (((until_on IS NULL) OR (until_on >= since_on))),
    CONSTRAINT payer_contract_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.payer_contract FORCE ROW LEVEL SECURITY;


--
-- Name: payer_plan; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payer_plan (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    payer_id bigint NOT NULL,
    CONSTRAINT payer_plan_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.payer_plan FORCE ROW LEVEL SECURITY;


--
-- Name: payment_plan; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payment_plan (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    agreed_on date NOT NULL,
    state text NOT NULL,
    CONSTRAINT payment_plan_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.payment_plan FORCE ROW LEVEL SECURITY;


--
-- Name: person_choices; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.person_choices (
    user_id integer NOT NULL,
    said jsonb NOT NULL,
    CONSTRAINT person_choices_are_named CHECK (((jsonb_typeof(said) = 'object'::text) AND (length((said)::text) < 20000)))
);


--
-- Name: place_enrollment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.place_enrollment (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    location_id bigint NOT NULL,
    payer_id bigint NOT NULL,
    state text NOT NULL,
    since_on date NOT NULL,
    until_on date,
    CONSTRAINT place_enrollment_has_period CHECK (((until_on IS NULL) OR (until_on > since_on))),
    CONSTRAINT place_enrollment_has_state CHECK ((state = ANY (ARRAY['asked'::text, 'in_force'::text, 'refused'::text]))),
    CONSTRAINT place_enrollment_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.place_enrollment FORCE ROW LEVEL SECURITY;


--
-- Name: placement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.placement (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    line_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    agency text NOT NULL,
    cents bigint NOT NULL,
    placed_on date NOT NULL,
    state text NOT NULL,
    CONSTRAINT placement_is_positive CHECK ((cents > 0)),
    CONSTRAINT placement_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.placement FORCE ROW LEVEL SECURITY;


--
-- Name: posting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.posting (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    audit_id bigint NOT NULL,
    key text NOT NULL,
    debit text NOT NULL,
    credit text NOT NULL,
    cents bigint NOT NULL,
    reason text NOT NULL,
    effective_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    "group" text NOT NULL,
    carc text NOT NULL,
    element text NOT NULL,
    reverses text,
    rank integer NOT NULL,
    service_on date,
    claim_id bigint,
    line_id bigint,
    location_id bigint,
    patient_id bigint,
    payer_id bigint,
    revision_id bigint,
    provider_id bigint,
    receipt_id bigint,
    remittance_id bigint,
    visit_id bigint,
    other_payer_id bigint,
    CONSTRAINT posting_has_subject CHECK (((reason <> 'charge'::text) OR ((line_id IS NOT NULL) AND (patient_id IS NOT NULL)))),
    CONSTRAINT posting_is_positive CHECK ((cents > 0)),
    CONSTRAINT posting_moves CHECK ((debit <> credit)),
    CONSTRAINT posting_names_accounts CHECK (((debit ~ '^[a-z_]+(:[1-9])?$'::text) AND (credit ~ '^[a-z_]+(:[1-9])?$'::text)))
);

ALTER TABLE ONLY public.posting FORCE ROW LEVEL SECURITY;


--
-- Name: posting_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.posting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.posting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: practice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.practice (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    npi text NOT NULL,
    tax_id text NOT NULL,
    submitter_id text NOT NULL,
    CONSTRAINT practice_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.practice FORCE ROW LEVEL SECURITY;


--
-- Name: problem; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.problem (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    author_id bigint,
    replaced_by_id bigint,
    state text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    happened_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    sort text NOT NULL,
    CONSTRAINT problem_has_state CHECK ((state = ANY (ARRAY['active'::text, 'recurrence'::text, 'relapse'::text, 'inactive'::text, 'remission'::text, 'resolved'::text, 'to-reconcile'::text, 'replaced'::text, 'entered-in-error'::text]))),
    CONSTRAINT problem_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT problem_is_replaced CHECK (((state = 'replaced'::text) = (replaced_by_id IS NOT NULL))),
    CONSTRAINT problem_replaces_another CHECK ((replaced_by_id <> id)),
    CONSTRAINT problem_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.problem FORCE ROW LEVEL SECURITY;


--
-- Name: procedure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procedure (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    author_id bigint,
    replaced_by_id bigint,
    state text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    happened_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    order_id bigint,
    CONSTRAINT procedure_has_state CHECK ((state = ANY (ARRAY['preparation'::text, 'in-progress'::text, 'not-done'::text, 'on-hold'::text, 'stopped'::text, 'completed'::text, 'to-reconcile'::text, 'replaced'::text, 'entered-in-error'::text]))),
    CONSTRAINT procedure_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT procedure_is_replaced CHECK (((state = 'replaced'::text) = (replaced_by_id IS NOT NULL))),
    CONSTRAINT procedure_replaces_another CHECK ((replaced_by_id <> id)),
    CONSTRAINT procedure_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.procedure FORCE ROW LEVEL SECURITY;


--
-- Name: procrastinate_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;


--
-- Name: procrastinate_periodic_defers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;


--
-- Name: procrastinate_workers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: procrastinate_workers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: provider; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.provider (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    listed text NOT NULL,
    npi text NOT NULL,
    user_name text NOT NULL,
    CONSTRAINT provider_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.provider FORCE ROW LEVEL SECURITY;


--
-- Name: provider_query; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.provider_query (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    about text NOT NULL,
    axis text NOT NULL,
    state text NOT NULL,
    asked_by text NOT NULL,
    answered_by text NOT NULL,
    asked_on date NOT NULL,
    answered_on date,
    visit_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    provider_id bigint NOT NULL,
    note_id bigint NOT NULL,
    addendum_id bigint,
    CONSTRAINT provider_query_has_person CHECK ((asked_by <> ''::text)),
    CONSTRAINT provider_query_is_answered_whole CHECK (((state = 'answered'::text) = ((answered_by <> ''::text) AND (answered_on IS NOT NULL) AND (addendum_id IS NOT NULL)))),
    CONSTRAINT provider_query_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.provider_query FORCE ROW LEVEL SECURITY;


--
-- Name: psychotherapy_note; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.psychotherapy_note (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    visit_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    signed_by text NOT NULL,
    signed_on date NOT NULL,
    sha256 text NOT NULL,
    CONSTRAINT psychotherapy_note_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.psychotherapy_note FORCE ROW LEVEL SECURITY;


--
-- Name: psychotherapy_text; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.psychotherapy_text (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    words text NOT NULL
);

ALTER TABLE ONLY public.psychotherapy_text FORCE ROW LEVEL SECURITY;


--
-- Name: receipt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.receipt (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    method text NOT NULL,
    cents bigint NOT NULL,
    allocated_cents bigint NOT NULL,
    received_on date NOT NULL,
    deposit_id bigint,
    patient_id bigint NOT NULL,
    visit_id bigint,
    refunded_cents bigint NOT NULL,
    returned_cents bigint NOT NULL,
    target text NOT NULL,
    reference text NOT NULL,
    returned_on date,
    CONSTRAINT receipt_is_not_overspent CHECK (((allocated_cents >= 0) AND (refunded_cents >= 0) AND (returned_cents >= 0) AND (((allocated_cents + refunded_cents) + returned_cents) <= cents))),
    CONSTRAINT receipt_is_positive CHECK ((cents > 0)),
    CONSTRAINT receipt_is_returned_on_a_day CHECK (((returned_cents > 0) = (returned_on IS NOT NULL))),
    CONSTRAINT receipt_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.receipt FORCE ROW LEVEL SECURITY;


--
-- Name: record; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    body jsonb NOT NULL,
    audit_id bigint NOT NULL,
    effective_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL
)
WITH (toast_tuple_target='8160');

ALTER TABLE ONLY public.record FORCE ROW LEVEL SECURITY;


--
-- Name: refund; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.refund (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint,
    receipt_id bigint,
    payer_id bigint,
    claim_id bigint,
    cents bigint NOT NULL,
    state text NOT NULL,
    number text NOT NULL,
    asked_by text NOT NULL,
    decided_by text NOT NULL,
    issued_by text NOT NULL,
    asked_on date NOT NULL,
    issued_on date,
    settled_on date,
    settled_by text NOT NULL,
    CONSTRAINT refund_has_other_approver CHECK ((decided_by <> asked_by)),
    CONSTRAINT refund_has_other_issuer CHECK (((issued_by = ''::text) OR (issued_by <> decided_by))),
    CONSTRAINT refund_is_claims_payers CHECK (((claim_id IS NULL) OR (payer_id IS NOT NULL))),
    CONSTRAINT refund_is_decided CHECK (((decided_by <> ''::text) = (state <> 'asked'::text))),
    CONSTRAINT refund_is_issued CHECK (((state <> ALL (ARRAY['issued'::text, 'cleared'::text])) OR ((issued_by <> ''::text) AND (number <> ''::text)))),
    CONSTRAINT refund_is_positive CHECK ((cents > 0)),
    CONSTRAINT refund_is_to_one CHECK (((receipt_id IS NULL) <> (payer_id IS NULL))),
    CONSTRAINT refund_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.refund FORCE ROW LEVEL SECURITY;


--
-- Name: release; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.release (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    released_by text NOT NULL,
    released_on date NOT NULL,
    leaves_at timestamp with time zone NOT NULL,
    cents bigint NOT NULL,
    CONSTRAINT release_has_person CHECK ((released_by <> ''::text)),
    CONSTRAINT release_has_state CHECK ((state = ANY (ARRAY['waiting'::text, 'gone'::text, 'called_back'::text]))),
    CONSTRAINT release_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.release FORCE ROW LEVEL SECURITY;


--
-- Name: remittance; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.remittance (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    payer_number text NOT NULL,
    trace text NOT NULL,
    paid_on date NOT NULL,
    received_on date NOT NULL,
    amount_cents bigint NOT NULL,
    state text NOT NULL,
    content_sha256 text NOT NULL,
    interchange_id bigint NOT NULL,
    payer_id bigint,
    settling jsonb,
    CONSTRAINT remittance_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.remittance FORCE ROW LEVEL SECURITY;


--
-- Name: report; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.report (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    author_id bigint,
    replaced_by_id bigint,
    state text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    happened_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    sort text NOT NULL,
    order_id bigint,
    CONSTRAINT report_has_state CHECK ((state = ANY (ARRAY['registered'::text, 'preliminary'::text, 'final'::text, 'amended'::text, 'corrected'::text, 'cancelled'::text, 'to-reconcile'::text, 'replaced'::text, 'entered-in-error'::text]))),
    CONSTRAINT report_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT report_is_replaced CHECK (((state = 'replaced'::text) = (replaced_by_id IS NOT NULL))),
    CONSTRAINT report_replaces_another CHECK ((replaced_by_id <> id)),
    CONSTRAINT report_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.report FORCE ROW LEVEL SECURITY;


--
-- Name: result; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.result (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    author_id bigint,
    replaced_by_id bigint,
    state text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    happened_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    sort text NOT NULL,
    unit text NOT NULL,
    flag text NOT NULL,
    report_id bigint,
    order_id bigint,
    value numeric,
    read_on date,
    CONSTRAINT result_has_state CHECK ((state = ANY (ARRAY['registered'::text, 'preliminary'::text, 'final'::text, 'amended'::text, 'corrected'::text, 'cancelled'::text, 'to-reconcile'::text, 'replaced'::text, 'entered-in-error'::text]))),
    CONSTRAINT result_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT result_is_replaced CHECK (((state = 'replaced'::text) = (replaced_by_id IS NOT NULL))),
    CONSTRAINT result_replaces_another CHECK ((replaced_by_id <> id)),
    CONSTRAINT result_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.result FORCE ROW LEVEL SECURITY;


--
-- Name: route_test; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.route_test (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    payer_id bigint NOT NULL,
    interchange_id bigint NOT NULL,
    answer_id bigint,
    asked_on date NOT NULL,
    state text NOT NULL,
    CONSTRAINT route_test_is_answered CHECK ((((state = 'waiting'::text) = (answer_id IS NULL)) AND (state = ANY (ARRAY['waiting'::text, 'works'::text, 'refused'::text])))),
    CONSTRAINT route_test_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.route_test FORCE ROW LEVEL SECURITY;


--
-- Name: rule_stop; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.rule_stop (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    card text NOT NULL,
    reason text NOT NULL,
    decided_by text NOT NULL,
    decided_on date NOT NULL,
    CONSTRAINT rule_stop_has_author CHECK (((decided_by <> ''::text) AND (btrim(reason) <> ''::text))),
    CONSTRAINT rule_stop_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.rule_stop FORCE ROW LEVEL SECURITY;


--
-- Name: signed_day; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signed_day (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    day_on date NOT NULL,
    signed_on date NOT NULL,
    signed_by text NOT NULL,
    state text NOT NULL,
    reopened_why text NOT NULL,
    provider_id bigint NOT NULL,
    CONSTRAINT signed_day_has_person CHECK ((signed_by <> ''::text)),
    CONSTRAINT signed_day_is_over CHECK ((day_on <= signed_on)),
    CONSTRAINT signed_day_says_why CHECK ((((state = 'reopened'::text) = (reopened_why <> ''::text)) AND (state = ANY (ARRAY['signed'::text, 'reopened'::text])))),
    CONSTRAINT signed_day_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.signed_day FORCE ROW LEVEL SECURITY;


--
-- Name: signed_form; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signed_form (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    form text NOT NULL,
    signed_on date NOT NULL,
    way text NOT NULL,
    sha256 text NOT NULL,
    appointment_id bigint,
    patient_id bigint NOT NULL,
    CONSTRAINT signed_form_is_signed CHECK (((form <> ''::text) AND (way = ANY (ARRAY['drawn'::text, 'typed'::text])) AND (length(sha256) = 64))),
    CONSTRAINT signed_form_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.signed_form FORCE ROW LEVEL SECURITY;


--
-- Name: social_history; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.social_history (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    author_id bigint,
    replaced_by_id bigint,
    state text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    happened_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    CONSTRAINT social_history_has_state CHECK ((state = ANY (ARRAY['final'::text, 'to-reconcile'::text, 'replaced'::text, 'entered-in-error'::text]))),
    CONSTRAINT social_history_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT social_history_is_replaced CHECK (((state = 'replaced'::text) = (replaced_by_id IS NOT NULL))),
    CONSTRAINT social_history_replaces_another CHECK ((replaced_by_id <> id)),
    CONSTRAINT social_history_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.social_history FORCE ROW LEVEL SECURITY;


--
-- Name: statement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.statement (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    stated_on date NOT NULL,
    owed_cents bigint NOT NULL,
    patient_id bigint NOT NULL,
    guarantor text NOT NULL,
    level integer NOT NULL,
    CONSTRAINT statement_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.statement FORCE ROW LEVEL SECURITY;


--
-- Name: superbill; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.superbill (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    decided_by text NOT NULL,
    decided_on date NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint NOT NULL,
    CONSTRAINT superbill_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.superbill FORCE ROW LEVEL SECURITY;


--
-- Name: takeback_act; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.takeback_act (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    payer_id bigint NOT NULL,
    remittance_id bigint NOT NULL,
    claim_id bigint,
    number integer NOT NULL,
    cents bigint NOT NULL,
    decided_by text NOT NULL,
    decided_on date NOT NULL,
    CONSTRAINT takeback_act_has_author CHECK ((btrim(decided_by) <> ''::text)),
    CONSTRAINT takeback_act_is_positive CHECK ((cents > 0)),
    CONSTRAINT takeback_act_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.takeback_act FORCE ROW LEVEL SECURITY;


--
-- Name: task; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.task (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    what text NOT NULL,
    subject_kind text NOT NULL,
    subject_id bigint NOT NULL,
    owner text NOT NULL,
    opened_on date NOT NULL,
    due_on date NOT NULL,
    cents bigint NOT NULL,
    state text NOT NULL,
    claim_id bigint,
    patient_id bigint,
    asleep_until date,
    CONSTRAINT task_has_owner CHECK (((owner <> ''::text) AND ((state <> 'open'::text) OR (due_on IS NOT NULL)))),
    CONSTRAINT task_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.task FORCE ROW LEVEL SECURITY;


--
-- Name: transmission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.transmission (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    sent_on date NOT NULL,
    interchange_id bigint NOT NULL,
    CONSTRAINT transmission_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.transmission FORCE ROW LEVEL SECURITY;


--
-- Name: visit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.visit (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    service_on date NOT NULL,
    state text NOT NULL,
    appointment_id bigint,
    location_id bigint NOT NULL,
    patient_id bigint NOT NULL,
    provider_id bigint NOT NULL,
    CONSTRAINT visit_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.visit FORCE ROW LEVEL SECURITY;


--
-- Name: visit_type; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.visit_type (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    since_on date NOT NULL,
    until_on date,
    CONSTRAINT visit_type_has_name CHECK ((btrim(name) <> ''::text)),
    CONSTRAINT visit_type_has_period CHECK (((until_on IS NULL) OR (until_on > since_on))),
    CONSTRAINT visit_type_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.visit_type FORCE ROW LEVEL SECURITY;


--
-- Name: vital_sign; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vital_sign (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    patient_id bigint NOT NULL,
    visit_id bigint,
    author_id bigint,
    replaced_by_id bigint,
    state text NOT NULL,
    system text NOT NULL,
    code text NOT NULL,
    happened_on date NOT NULL,
    recorded_on date NOT NULL,
    recorded_by text NOT NULL,
    labels jsonb NOT NULL,
    unit text NOT NULL,
    value numeric,
    CONSTRAINT vital_sign_has_state CHECK ((state = ANY (ARRAY['preliminary'::text, 'final'::text, 'amended'::text, 'corrected'::text, 'to-reconcile'::text, 'replaced'::text, 'entered-in-error'::text]))),
    CONSTRAINT vital_sign_is_labelled CHECK ((jsonb_typeof(labels) = 'array'::text)),
    CONSTRAINT vital_sign_is_replaced CHECK (((state = 'replaced'::text) = (replaced_by_id IS NOT NULL))),
    CONSTRAINT vital_sign_replaces_another CHECK ((replaced_by_id <> id)),
    CONSTRAINT vital_sign_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.vital_sign FORCE ROW LEVEL SECURITY;


--
-- Name: work_view; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.work_view (
    practice_id bigint NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    person text NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    CONSTRAINT work_view_has_names CHECK (((person <> ''::text) AND (name <> ''::text))),
    CONSTRAINT work_view_is_known CHECK ((state = ANY (ARRAY['kept'::text, 'gone'::text]))),
    CONSTRAINT work_view_version_counts CHECK ((version > 0))
);

ALTER TABLE ONLY public.work_view FORCE ROW LEVEL SECURITY;


--
-- Name: procrastinate_events id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);


--
-- Name: procrastinate_jobs id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);


--
-- Name: procrastinate_periodic_defers id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);


--
-- Data for Name: access_act; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: account_number; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: account_total; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: acknowledgement; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: administration; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: advance_notice; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: advice; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: aged_total; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: allergy; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: allocation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appointment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: audit_chain; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: audit_entry; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_group; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_group_permissions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_permission; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.auth_permission VALUES (1, 'Can add permission', 1, 'add_permission');
INSERT INTO public.auth_permission VALUES (2, 'Can change permission', 1, 'change_permission');
INSERT INTO public.auth_permission VALUES (3, 'Can delete permission', 1, 'delete_permission');
INSERT INTO public.auth_permission VALUES (4, 'Can view permission', 1, 'view_permission');
INSERT INTO public.auth_permission VALUES (5, 'Can add group', 2, 'add_group');
INSERT INTO public.auth_permission VALUES (6, 'Can change group', 2, 'change_group');
INSERT INTO public.auth_permission VALUES (7, 'Can delete group', 2, 'delete_group');
INSERT INTO public.auth_permission VALUES (8, 'Can view group', 2, 'view_group');
INSERT INTO public.auth_permission VALUES (9, 'Can add user', 3, 'add_user');
INSERT INTO public.auth_permission VALUES (10, 'Can change user', 3, 'change_user');
INSERT INTO public.auth_permission VALUES (11, 'Can delete user', 3, 'delete_user');
INSERT INTO public.auth_permission VALUES (12, 'Can view user', 3, 'view_user');
INSERT INTO public.auth_permission VALUES (13, 'Can add content type', 4, 'add_contenttype');
INSERT INTO public.auth_permission VALUES (14, 'Can change content type', 4, 'change_contenttype');
INSERT INTO public.auth_permission VALUES (15, 'Can delete content type', 4, 'delete_contenttype');
INSERT INTO public.auth_permission VALUES (16, 'Can view content type', 4, 'view_contenttype');
INSERT INTO public.auth_permission VALUES (17, 'Can add session', 5, 'add_session');
INSERT INTO public.auth_permission VALUES (18, 'Can change session', 5, 'change_session');
INSERT INTO public.auth_permission VALUES (19, 'Can delete session', 5, 'delete_session');
INSERT INTO public.auth_permission VALUES (20, 'Can view session', 5, 'view_session');
INSERT INTO public.auth_permission VALUES (21, 'Can add procrastinate event', 6, 'add_procrastinateevent');
INSERT INTO public.auth_permission VALUES (22, 'Can change procrastinate event', 6, 'change_procrastinateevent');
INSERT INTO public.auth_permission VALUES (23, 'Can delete procrastinate event', 6, 'delete_procrastinateevent');
INSERT INTO public.auth_permission VALUES (24, 'Can view procrastinate event', 6, 'view_procrastinateevent');
INSERT INTO public.auth_permission VALUES (25, 'Can add procrastinate job', 7, 'add_procrastinatejob');
INSERT INTO public.auth_permission VALUES (26, 'Can change procrastinate job', 7, 'change_procrastinatejob');
INSERT INTO public.auth_permission VALUES (27, 'Can delete procrastinate job', 7, 'delete_procrastinatejob');
INSERT INTO public.auth_permission VALUES (28, 'Can view procrastinate job', 7, 'view_procrastinatejob');
INSERT INTO public.auth_permission VALUES (29, 'Can add procrastinate periodic defer', 8, 'add_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (30, 'Can change procrastinate periodic defer', 8, 'change_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (31, 'Can delete procrastinate periodic defer', 8, 'delete_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (32, 'Can view procrastinate periodic defer', 8, 'view_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (33, 'Can add procrastinate worker', 9, 'add_procrastinateworker');
INSERT INTO public.auth_permission VALUES (34, 'Can change procrastinate worker', 9, 'change_procrastinateworker');
INSERT INTO public.auth_permission VALUES (35, 'Can delete procrastinate worker', 9, 'delete_procrastinateworker');
INSERT INTO public.auth_permission VALUES (36, 'Can view procrastinate worker', 9, 'view_procrastinateworker');
INSERT INTO public.auth_permission VALUES (37, 'Can add account total', 10, 'add_accounttotal');
INSERT INTO public.auth_permission VALUES (38, 'Can change account total', 10, 'change_accounttotal');
INSERT INTO public.auth_permission VALUES (39, 'Can delete account total', 10, 'delete_accounttotal');
INSERT INTO public.auth_permission VALUES (40, 'Can view account total', 10, 'view_accounttotal');
INSERT INTO public.auth_permission VALUES (41, 'Can add audit chain', 11, 'add_auditchain');
INSERT INTO public.auth_permission VALUES (42, 'Can change audit chain', 11, 'change_auditchain');
INSERT INTO public.auth_permission VALUES (43, 'Can delete audit chain', 11, 'delete_auditchain');
INSERT INTO public.auth_permission VALUES (44, 'Can view audit chain', 11, 'view_auditchain');
INSERT INTO public.auth_permission VALUES (45, 'Can add audit entry', 12, 'add_auditentry');
INSERT INTO public.auth_permission VALUES (46, 'Can change audit entry', 12, 'change_auditentry');
INSERT INTO public.auth_permission VALUES (47, 'Can delete audit entry', 12, 'delete_auditentry');
INSERT INTO public.auth_permission VALUES (48, 'Can view audit entry', 12, 'view_auditentry');
INSERT INTO public.auth_permission VALUES (49, 'Can add claim', 13, 'add_claim');
INSERT INTO public.auth_permission VALUES (50, 'Can change claim', 13, 'change_claim');
INSERT INTO public.auth_permission VALUES (51, 'Can delete claim', 13, 'delete_claim');
INSERT INTO public.auth_permission VALUES (52, 'Can view claim', 13, 'view_claim');
INSERT INTO public.auth_permission VALUES (53, 'Can add control number', 14, 'add_controlnumber');
INSERT INTO public.auth_permission VALUES (54, 'Can change control number', 14, 'change_controlnumber');
INSERT INTO public.auth_permission VALUES (55, 'Can delete control number', 14, 'delete_controlnumber');
INSERT INTO public.auth_permission VALUES (56, 'Can view control number', 14, 'view_controlnumber');
INSERT INTO public.auth_permission VALUES (57, 'Can add coverage', 15, 'add_coverage');
INSERT INTO public.auth_permission VALUES (58, 'Can change coverage', 15, 'change_coverage');
INSERT INTO public.auth_permission VALUES (59, 'Can delete coverage', 15, 'delete_coverage');
INSERT INTO public.auth_permission VALUES (60, 'Can view coverage', 15, 'view_coverage');
INSERT INTO public.auth_permission VALUES (61, 'Can add day close', 16, 'add_dayclose');
INSERT INTO public.auth_permission VALUES (62, 'Can change day close', 16, 'change_dayclose');
INSERT INTO public.auth_permission VALUES (63, 'Can delete day close', 16, 'delete_dayclose');
INSERT INTO public.auth_permission VALUES (64, 'Can view day close', 16, 'view_dayclose');
INSERT INTO public.auth_permission VALUES (65, 'Can add deposit', 17, 'add_deposit');
INSERT INTO public.auth_permission VALUES (66, 'Can change deposit', 17, 'change_deposit');
INSERT INTO public.auth_permission VALUES (67, 'Can delete deposit', 17, 'delete_deposit');
INSERT INTO public.auth_permission VALUES (68, 'Can view deposit', 17, 'view_deposit');
INSERT INTO public.auth_permission VALUES (69, 'Can add interchange', 18, 'add_interchange');
INSERT INTO public.auth_permission VALUES (70, 'Can change interchange', 18, 'change_interchange');
INSERT INTO public.auth_permission VALUES (71, 'Can delete interchange', 18, 'delete_interchange');
INSERT INTO public.auth_permission VALUES (72, 'Can view interchange', 18, 'view_interchange');
INSERT INTO public.auth_permission VALUES (73, 'Can add location', 19, 'add_location');
INSERT INTO public.auth_permission VALUES (74, 'Can change location', 19, 'change_location');
INSERT INTO public.auth_permission VALUES (75, 'Can delete location', 19, 'delete_location');
INSERT INTO public.auth_permission VALUES (76, 'Can view location', 19, 'view_location');
INSERT INTO public.auth_permission VALUES (77, 'Can add patient', 20, 'add_patient');
INSERT INTO public.auth_permission VALUES (78, 'Can change patient', 20, 'change_patient');
INSERT INTO public.auth_permission VALUES (79, 'Can delete patient', 20, 'delete_patient');
INSERT INTO public.auth_permission VALUES (80, 'Can view patient', 20, 'view_patient');
INSERT INTO public.auth_permission VALUES (81, 'Can add payer', 21, 'add_payer');
INSERT INTO public.auth_permission VALUES (82, 'Can change payer', 21, 'change_payer');
INSERT INTO public.auth_permission VALUES (83, 'Can delete payer', 21, 'delete_payer');
INSERT INTO public.auth_permission VALUES (84, 'Can view payer', 21, 'view_payer');
INSERT INTO public.auth_permission VALUES (85, 'Can add practice', 22, 'add_practice');
INSERT INTO public.auth_permission VALUES (86, 'Can change practice', 22, 'change_practice');
INSERT INTO public.auth_permission VALUES (87, 'Can delete practice', 22, 'delete_practice');
INSERT INTO public.auth_permission VALUES (88, 'Can view practice', 22, 'view_practice');
INSERT INTO public.auth_permission VALUES (89, 'Can add provider', 23, 'add_provider');
INSERT INTO public.auth_permission VALUES (90, 'Can change provider', 23, 'change_provider');
INSERT INTO public.auth_permission VALUES (91, 'Can delete provider', 23, 'delete_provider');
INSERT INTO public.auth_permission VALUES (92, 'Can view provider', 23, 'view_provider');
INSERT INTO public.auth_permission VALUES (93, 'Can add record', 24, 'add_record');
INSERT INTO public.auth_permission VALUES (94, 'Can change record', 24, 'change_record');
INSERT INTO public.auth_permission VALUES (95, 'Can delete record', 24, 'delete_record');
INSERT INTO public.auth_permission VALUES (96, 'Can view record', 24, 'view_record');
INSERT INTO public.auth_permission VALUES (97, 'Can add claim revision', 25, 'add_claimrevision');
INSERT INTO public.auth_permission VALUES (98, 'Can change claim revision', 25, 'change_claimrevision');
INSERT INTO public.auth_permission VALUES (99, 'Can delete claim revision', 25, 'delete_claimrevision');
INSERT INTO public.auth_permission VALUES (100, 'Can view claim revision', 25, 'view_claimrevision');
INSERT INTO public.auth_permission VALUES (101, 'Can add interchange bytes', 26, 'add_interchangebytes');
INSERT INTO public.auth_permission VALUES (102, 'Can change interchange bytes', 26, 'change_interchangebytes');
INSERT INTO public.auth_permission VALUES (103, 'Can delete interchange bytes', 26, 'delete_interchangebytes');
INSERT INTO public.auth_permission VALUES (104, 'Can view interchange bytes', 26, 'view_interchangebytes');
INSERT INTO public.auth_permission VALUES (105, 'Can add acknowledgement', 27, 'add_acknowledgement');
INSERT INTO public.auth_permission VALUES (106, 'Can change acknowledgement', 27, 'change_acknowledgement');
INSERT INTO public.auth_permission VALUES (107, 'Can delete acknowledgement', 27, 'delete_acknowledgement');
INSERT INTO public.auth_permission VALUES (108, 'Can view acknowledgement', 27, 'view_acknowledgement');
INSERT INTO public.auth_permission VALUES (109, 'Can add charge line', 28, 'add_chargeline');
INSERT INTO public.auth_permission VALUES (110, 'Can change charge line', 28, 'change_chargeline');
INSERT INTO public.auth_permission VALUES (111, 'Can delete charge line', 28, 'delete_chargeline');
INSERT INTO public.auth_permission VALUES (112, 'Can view charge line', 28, 'view_chargeline');
INSERT INTO public.auth_permission VALUES (113, 'Can add benefits', 29, 'add_benefits');
INSERT INTO public.auth_permission VALUES (114, 'Can change benefits', 29, 'change_benefits');
INSERT INTO public.auth_permission VALUES (115, 'Can delete benefits', 29, 'delete_benefits');
INSERT INTO public.auth_permission VALUES (116, 'Can view benefits', 29, 'view_benefits');
INSERT INTO public.auth_permission VALUES (117, 'Can add denial', 30, 'add_denial');
INSERT INTO public.auth_permission VALUES (118, 'Can change denial', 30, 'change_denial');
INSERT INTO public.auth_permission VALUES (119, 'Can delete denial', 30, 'delete_denial');
INSERT INTO public.auth_permission VALUES (120, 'Can view denial', 30, 'view_denial');
INSERT INTO public.auth_permission VALUES (121, 'Can add payer plan', 31, 'add_payerplan');
INSERT INTO public.auth_permission VALUES (122, 'Can change payer plan', 31, 'change_payerplan');
INSERT INTO public.auth_permission VALUES (123, 'Can delete payer plan', 31, 'delete_payerplan');
INSERT INTO public.auth_permission VALUES (124, 'Can view payer plan', 31, 'view_payerplan');
INSERT INTO public.auth_permission VALUES (125, 'Can add enrollment', 32, 'add_enrollment');
INSERT INTO public.auth_permission VALUES (126, 'Can change enrollment', 32, 'change_enrollment');
INSERT INTO public.auth_permission VALUES (127, 'Can delete enrollment', 32, 'delete_enrollment');
INSERT INTO public.auth_permission VALUES (128, 'Can view enrollment', 32, 'view_enrollment');
INSERT INTO public.auth_permission VALUES (129, 'Can add appointment', 33, 'add_appointment');
INSERT INTO public.auth_permission VALUES (130, 'Can change appointment', 33, 'change_appointment');
INSERT INTO public.auth_permission VALUES (131, 'Can delete appointment', 33, 'delete_appointment');
INSERT INTO public.auth_permission VALUES (132, 'Can view appointment', 33, 'view_appointment');
INSERT INTO public.auth_permission VALUES (133, 'Can add receipt', 34, 'add_receipt');
INSERT INTO public.auth_permission VALUES (134, 'Can change receipt', 34, 'change_receipt');
INSERT INTO public.auth_permission VALUES (135, 'Can delete receipt', 34, 'delete_receipt');
INSERT INTO public.auth_permission VALUES (136, 'Can view receipt', 34, 'view_receipt');
INSERT INTO public.auth_permission VALUES (137, 'Can add allocation', 35, 'add_allocation');
INSERT INTO public.auth_permission VALUES (138, 'Can change allocation', 35, 'change_allocation');
INSERT INTO public.auth_permission VALUES (139, 'Can delete allocation', 35, 'delete_allocation');
INSERT INTO public.auth_permission VALUES (140, 'Can view allocation', 35, 'view_allocation');
INSERT INTO public.auth_permission VALUES (141, 'Can add remittance', 36, 'add_remittance');
INSERT INTO public.auth_permission VALUES (142, 'Can change remittance', 36, 'change_remittance');
INSERT INTO public.auth_permission VALUES (143, 'Can delete remittance', 36, 'delete_remittance');
INSERT INTO public.auth_permission VALUES (144, 'Can view remittance', 36, 'view_remittance');
INSERT INTO public.auth_permission VALUES (145, 'Can add advice', 37, 'add_advice');
INSERT INTO public.auth_permission VALUES (146, 'Can change advice', 37, 'change_advice');
INSERT INTO public.auth_permission VALUES (147, 'Can delete advice', 37, 'delete_advice');
INSERT INTO public.auth_permission VALUES (148, 'Can view advice', 37, 'view_advice');
INSERT INTO public.auth_permission VALUES (149, 'Can add statement', 38, 'add_statement');
INSERT INTO public.auth_permission VALUES (150, 'Can change statement', 38, 'change_statement');
INSERT INTO public.auth_permission VALUES (151, 'Can delete statement', 38, 'delete_statement');
INSERT INTO public.auth_permission VALUES (152, 'Can view statement', 38, 'view_statement');
INSERT INTO public.auth_permission VALUES (153, 'Can add superbill', 39, 'add_superbill');
INSERT INTO public.auth_permission VALUES (154, 'Can change superbill', 39, 'change_superbill');
INSERT INTO public.auth_permission VALUES (155, 'Can delete superbill', 39, 'delete_superbill');
INSERT INTO public.auth_permission VALUES (156, 'Can view superbill', 39, 'view_superbill');
INSERT INTO public.auth_permission VALUES (157, 'Can add task', 40, 'add_task');
INSERT INTO public.auth_permission VALUES (158, 'Can change task', 40, 'change_task');
INSERT INTO public.auth_permission VALUES (159, 'Can delete task', 40, 'delete_task');
INSERT INTO public.auth_permission VALUES (160, 'Can view task', 40, 'view_task');
INSERT INTO public.auth_permission VALUES (161, 'Can add transmission', 41, 'add_transmission');
INSERT INTO public.auth_permission VALUES (162, 'Can change transmission', 41, 'change_transmission');
INSERT INTO public.auth_permission VALUES (163, 'Can delete transmission', 41, 'delete_transmission');
INSERT INTO public.auth_permission VALUES (164, 'Can view transmission', 41, 'view_transmission');
INSERT INTO public.auth_permission VALUES (165, 'Can add visit', 42, 'add_visit');
INSERT INTO public.auth_permission VALUES (166, 'Can change visit', 42, 'change_visit');
INSERT INTO public.auth_permission VALUES (167, 'Can delete visit', 42, 'delete_visit');
INSERT INTO public.auth_permission VALUES (168, 'Can view visit', 42, 'view_visit');
INSERT INTO public.auth_permission VALUES (169, 'Can add posting', 43, 'add_posting');
INSERT INTO public.auth_permission VALUES (170, 'Can change posting', 43, 'change_posting');
INSERT INTO public.auth_permission VALUES (171, 'Can delete posting', 43, 'delete_posting');
INSERT INTO public.auth_permission VALUES (172, 'Can view posting', 43, 'view_posting');
INSERT INTO public.auth_permission VALUES (173, 'Can add note', 44, 'add_note');
INSERT INTO public.auth_permission VALUES (174, 'Can change note', 44, 'change_note');
INSERT INTO public.auth_permission VALUES (175, 'Can delete note', 44, 'delete_note');
INSERT INTO public.auth_permission VALUES (176, 'Can view note', 44, 'view_note');
INSERT INTO public.auth_permission VALUES (177, 'Can add membership', 45, 'add_membership');
INSERT INTO public.auth_permission VALUES (178, 'Can change membership', 45, 'change_membership');
INSERT INTO public.auth_permission VALUES (179, 'Can delete membership', 45, 'delete_membership');
INSERT INTO public.auth_permission VALUES (180, 'Can view membership', 45, 'view_membership');
INSERT INTO public.auth_permission VALUES (181, 'Can add judgement', 46, 'add_judgement');
INSERT INTO public.auth_permission VALUES (182, 'Can change judgement', 46, 'change_judgement');
INSERT INTO public.auth_permission VALUES (183, 'Can delete judgement', 46, 'delete_judgement');
INSERT INTO public.auth_permission VALUES (184, 'Can view judgement', 46, 'view_judgement');
INSERT INTO public.auth_permission VALUES (185, 'Can add finding override', 47, 'add_findingoverride');
INSERT INTO public.auth_permission VALUES (186, 'Can change finding override', 47, 'change_findingoverride');
INSERT INTO public.auth_permission VALUES (187, 'Can delete finding override', 47, 'delete_findingoverride');
INSERT INTO public.auth_permission VALUES (188, 'Can view finding override', 47, 'view_findingoverride');
INSERT INTO public.auth_permission VALUES (189, 'Can add authorization', 48, 'add_authorization');
INSERT INTO public.auth_permission VALUES (190, 'Can change authorization', 48, 'change_authorization');
INSERT INTO public.auth_permission VALUES (191, 'Can delete authorization', 48, 'delete_authorization');
INSERT INTO public.auth_permission VALUES (192, 'Can view authorization', 48, 'view_authorization');
INSERT INTO public.auth_permission VALUES (193, 'Can add document', 49, 'add_document');
INSERT INTO public.auth_permission VALUES (194, 'Can change document', 49, 'change_document');
INSERT INTO public.auth_permission VALUES (195, 'Can delete document', 49, 'delete_document');
INSERT INTO public.auth_permission VALUES (196, 'Can view document', 49, 'view_document');
INSERT INTO public.auth_permission VALUES (197, 'Can add code list', 50, 'add_codelist');
INSERT INTO public.auth_permission VALUES (198, 'Can change code list', 50, 'change_codelist');
INSERT INTO public.auth_permission VALUES (199, 'Can delete code list', 50, 'delete_codelist');
INSERT INTO public.auth_permission VALUES (200, 'Can view code list', 50, 'view_codelist');
INSERT INTO public.auth_permission VALUES (201, 'Can add code pack', 51, 'add_codepack');
INSERT INTO public.auth_permission VALUES (202, 'Can change code pack', 51, 'change_codepack');
INSERT INTO public.auth_permission VALUES (203, 'Can delete code pack', 51, 'delete_codepack');
INSERT INTO public.auth_permission VALUES (204, 'Can view code pack', 51, 'view_codepack');
INSERT INTO public.auth_permission VALUES (205, 'Can add code pack bytes', 52, 'add_codepackbytes');
INSERT INTO public.auth_permission VALUES (206, 'Can change code pack bytes', 52, 'change_codepackbytes');
INSERT INTO public.auth_permission VALUES (207, 'Can delete code pack bytes', 52, 'delete_codepackbytes');
INSERT INTO public.auth_permission VALUES (208, 'Can view code pack bytes', 52, 'view_codepackbytes');
INSERT INTO public.auth_permission VALUES (209, 'Can add aged total', 53, 'add_agedtotal');
INSERT INTO public.auth_permission VALUES (210, 'Can change aged total', 53, 'change_agedtotal');
INSERT INTO public.auth_permission VALUES (211, 'Can delete aged total', 53, 'delete_agedtotal');
INSERT INTO public.auth_permission VALUES (212, 'Can view aged total', 53, 'view_agedtotal');
INSERT INTO public.auth_permission VALUES (213, 'Can add mend consent', 54, 'add_mendconsent');
INSERT INTO public.auth_permission VALUES (214, 'Can change mend consent', 54, 'change_mendconsent');
INSERT INTO public.auth_permission VALUES (215, 'Can delete mend consent', 54, 'delete_mendconsent');
INSERT INTO public.auth_permission VALUES (216, 'Can view mend consent', 54, 'view_mendconsent');
INSERT INTO public.auth_permission VALUES (217, 'Can add month close', 55, 'add_monthclose');
INSERT INTO public.auth_permission VALUES (218, 'Can change month close', 55, 'change_monthclose');
INSERT INTO public.auth_permission VALUES (219, 'Can delete month close', 55, 'delete_monthclose');
INSERT INTO public.auth_permission VALUES (220, 'Can view month close', 55, 'view_monthclose');
INSERT INTO public.auth_permission VALUES (221, 'Can add balance act', 56, 'add_balanceact');
INSERT INTO public.auth_permission VALUES (222, 'Can change balance act', 56, 'change_balanceact');
INSERT INTO public.auth_permission VALUES (223, 'Can delete balance act', 56, 'delete_balanceact');
INSERT INTO public.auth_permission VALUES (224, 'Can view balance act', 56, 'view_balanceact');
INSERT INTO public.auth_permission VALUES (225, 'Can add refund', 57, 'add_refund');
INSERT INTO public.auth_permission VALUES (226, 'Can change refund', 57, 'change_refund');
INSERT INTO public.auth_permission VALUES (227, 'Can delete refund', 57, 'delete_refund');
INSERT INTO public.auth_permission VALUES (228, 'Can view refund', 57, 'view_refund');
INSERT INTO public.auth_permission VALUES (229, 'Can add overpayment', 58, 'add_overpayment');
INSERT INTO public.auth_permission VALUES (230, 'Can change overpayment', 58, 'change_overpayment');
INSERT INTO public.auth_permission VALUES (231, 'Can delete overpayment', 58, 'delete_overpayment');
INSERT INTO public.auth_permission VALUES (232, 'Can view overpayment', 58, 'view_overpayment');
INSERT INTO public.auth_permission VALUES (233, 'Can add card charge', 59, 'add_cardcharge');
INSERT INTO public.auth_permission VALUES (234, 'Can change card charge', 59, 'change_cardcharge');
INSERT INTO public.auth_permission VALUES (235, 'Can delete card charge', 59, 'delete_cardcharge');
INSERT INTO public.auth_permission VALUES (236, 'Can view card charge', 59, 'view_cardcharge');
INSERT INTO public.auth_permission VALUES (237, 'Can add billing mark', 60, 'add_billingmark');
INSERT INTO public.auth_permission VALUES (238, 'Can change billing mark', 60, 'change_billingmark');
INSERT INTO public.auth_permission VALUES (239, 'Can delete billing mark', 60, 'delete_billingmark');
INSERT INTO public.auth_permission VALUES (240, 'Can view billing mark', 60, 'view_billingmark');
INSERT INTO public.auth_permission VALUES (241, 'Can add payment plan', 61, 'add_paymentplan');
INSERT INTO public.auth_permission VALUES (242, 'Can change payment plan', 61, 'change_paymentplan');
INSERT INTO public.auth_permission VALUES (243, 'Can delete payment plan', 61, 'delete_paymentplan');
INSERT INTO public.auth_permission VALUES (244, 'Can view payment plan', 61, 'view_paymentplan');
INSERT INTO public.auth_permission VALUES (245, 'Can add placement', 62, 'add_placement');
INSERT INTO public.auth_permission VALUES (246, 'Can change placement', 62, 'change_placement');
INSERT INTO public.auth_permission VALUES (247, 'Can delete placement', 62, 'delete_placement');
INSERT INTO public.auth_permission VALUES (248, 'Can view placement', 62, 'view_placement');
INSERT INTO public.auth_permission VALUES (249, 'Can add estimate notice', 63, 'add_estimatenotice');
INSERT INTO public.auth_permission VALUES (250, 'Can change estimate notice', 63, 'change_estimatenotice');
INSERT INTO public.auth_permission VALUES (251, 'Can delete estimate notice', 63, 'delete_estimatenotice');
INSERT INTO public.auth_permission VALUES (252, 'Can view estimate notice', 63, 'view_estimatenotice');
INSERT INTO public.auth_permission VALUES (253, 'Can add collection cost', 64, 'add_collectioncost');
INSERT INTO public.auth_permission VALUES (254, 'Can change collection cost', 64, 'change_collectioncost');
INSERT INTO public.auth_permission VALUES (255, 'Can delete collection cost', 64, 'delete_collectioncost');
INSERT INTO public.auth_permission VALUES (256, 'Can view collection cost', 64, 'view_collectioncost');
INSERT INTO public.auth_permission VALUES (257, 'Can add takeback act', 65, 'add_takebackact');
INSERT INTO public.auth_permission VALUES (258, 'Can change takeback act', 65, 'change_takebackact');
INSERT INTO public.auth_permission VALUES (259, 'Can delete takeback act', 65, 'delete_takebackact');
INSERT INTO public.auth_permission VALUES (260, 'Can view takeback act', 65, 'view_takebackact');
INSERT INTO public.auth_permission VALUES (261, 'Can add appeal', 66, 'add_appeal');
INSERT INTO public.auth_permission VALUES (262, 'Can change appeal', 66, 'change_appeal');
INSERT INTO public.auth_permission VALUES (263, 'Can delete appeal', 66, 'delete_appeal');
INSERT INTO public.auth_permission VALUES (264, 'Can view appeal', 66, 'view_appeal');
INSERT INTO public.auth_permission VALUES (265, 'Can add form sent', 67, 'add_formsent');
INSERT INTO public.auth_permission VALUES (266, 'Can change form sent', 67, 'change_formsent');
INSERT INTO public.auth_permission VALUES (267, 'Can delete form sent', 67, 'delete_formsent');
INSERT INTO public.auth_permission VALUES (268, 'Can view form sent', 67, 'view_formsent');
INSERT INTO public.auth_permission VALUES (269, 'Can add card on file', 68, 'add_cardonfile');
INSERT INTO public.auth_permission VALUES (270, 'Can change card on file', 68, 'change_cardonfile');
INSERT INTO public.auth_permission VALUES (271, 'Can delete card on file', 68, 'delete_cardonfile');
INSERT INTO public.auth_permission VALUES (272, 'Can view card on file', 68, 'view_cardonfile');
INSERT INTO public.auth_permission VALUES (273, 'Can add listed problem', 69, 'add_listedproblem');
INSERT INTO public.auth_permission VALUES (274, 'Can change listed problem', 69, 'change_listedproblem');
INSERT INTO public.auth_permission VALUES (275, 'Can delete listed problem', 69, 'delete_listedproblem');
INSERT INTO public.auth_permission VALUES (276, 'Can view listed problem', 69, 'view_listedproblem');
INSERT INTO public.auth_permission VALUES (277, 'Can add allergy', 70, 'add_allergy');
INSERT INTO public.auth_permission VALUES (278, 'Can change allergy', 70, 'change_allergy');
INSERT INTO public.auth_permission VALUES (279, 'Can delete allergy', 70, 'delete_allergy');
INSERT INTO public.auth_permission VALUES (280, 'Can view allergy', 70, 'view_allergy');
INSERT INTO public.auth_permission VALUES (281, 'Can add medication', 71, 'add_medication');
INSERT INTO public.auth_permission VALUES (282, 'Can change medication', 71, 'change_medication');
INSERT INTO public.auth_permission VALUES (283, 'Can delete medication', 71, 'delete_medication');
INSERT INTO public.auth_permission VALUES (284, 'Can view medication', 71, 'view_medication');
INSERT INTO public.auth_permission VALUES (285, 'Can add order', 72, 'add_order');
INSERT INTO public.auth_permission VALUES (286, 'Can change order', 72, 'change_order');
INSERT INTO public.auth_permission VALUES (287, 'Can delete order', 72, 'delete_order');
INSERT INTO public.auth_permission VALUES (288, 'Can view order', 72, 'view_order');
INSERT INTO public.auth_permission VALUES (289, 'Can add administration', 73, 'add_administration');
INSERT INTO public.auth_permission VALUES (290, 'Can change administration', 73, 'change_administration');
INSERT INTO public.auth_permission VALUES (291, 'Can delete administration', 73, 'delete_administration');
INSERT INTO public.auth_permission VALUES (292, 'Can view administration', 73, 'view_administration');
INSERT INTO public.auth_permission VALUES (293, 'Can add vital sign', 74, 'add_vitalsign');
INSERT INTO public.auth_permission VALUES (294, 'Can change vital sign', 74, 'change_vitalsign');
INSERT INTO public.auth_permission VALUES (295, 'Can delete vital sign', 74, 'delete_vitalsign');
INSERT INTO public.auth_permission VALUES (296, 'Can view vital sign', 74, 'view_vitalsign');
INSERT INTO public.auth_permission VALUES (297, 'Can add report', 75, 'add_report');
INSERT INTO public.auth_permission VALUES (298, 'Can change report', 75, 'change_report');
INSERT INTO public.auth_permission VALUES (299, 'Can delete report', 75, 'delete_report');
INSERT INTO public.auth_permission VALUES (300, 'Can view report', 75, 'view_report');
INSERT INTO public.auth_permission VALUES (301, 'Can add result', 76, 'add_result');
INSERT INTO public.auth_permission VALUES (302, 'Can change result', 76, 'change_result');
INSERT INTO public.auth_permission VALUES (303, 'Can delete result', 76, 'delete_result');
INSERT INTO public.auth_permission VALUES (304, 'Can view result', 76, 'view_result');
INSERT INTO public.auth_permission VALUES (305, 'Can add immunization', 77, 'add_immunization');
INSERT INTO public.auth_permission VALUES (306, 'Can change immunization', 77, 'change_immunization');
INSERT INTO public.auth_permission VALUES (307, 'Can delete immunization', 77, 'delete_immunization');
INSERT INTO public.auth_permission VALUES (308, 'Can view immunization', 77, 'view_immunization');
INSERT INTO public.auth_permission VALUES (309, 'Can add performed procedure', 78, 'add_performedprocedure');
INSERT INTO public.auth_permission VALUES (310, 'Can change performed procedure', 78, 'change_performedprocedure');
INSERT INTO public.auth_permission VALUES (311, 'Can delete performed procedure', 78, 'delete_performedprocedure');
INSERT INTO public.auth_permission VALUES (312, 'Can view performed procedure', 78, 'view_performedprocedure');
INSERT INTO public.auth_permission VALUES (313, 'Can add family history', 79, 'add_familyhistory');
INSERT INTO public.auth_permission VALUES (314, 'Can change family history', 79, 'change_familyhistory');
INSERT INTO public.auth_permission VALUES (315, 'Can delete family history', 79, 'delete_familyhistory');
INSERT INTO public.auth_permission VALUES (316, 'Can view family history', 79, 'view_familyhistory');
INSERT INTO public.auth_permission VALUES (317, 'Can add social history', 80, 'add_socialhistory');
INSERT INTO public.auth_permission VALUES (318, 'Can change social history', 80, 'change_socialhistory');
INSERT INTO public.auth_permission VALUES (319, 'Can delete social history', 80, 'delete_socialhistory');
INSERT INTO public.auth_permission VALUES (320, 'Can view social history', 80, 'view_socialhistory');
INSERT INTO public.auth_permission VALUES (321, 'Can add goal', 81, 'add_goal');
INSERT INTO public.auth_permission VALUES (322, 'Can change goal', 81, 'change_goal');
INSERT INTO public.auth_permission VALUES (323, 'Can delete goal', 81, 'delete_goal');
INSERT INTO public.auth_permission VALUES (324, 'Can view goal', 81, 'view_goal');
INSERT INTO public.auth_permission VALUES (325, 'Can add kept board', 82, 'add_keptboard');
INSERT INTO public.auth_permission VALUES (326, 'Can change kept board', 82, 'change_keptboard');
INSERT INTO public.auth_permission VALUES (327, 'Can delete kept board', 82, 'delete_keptboard');
INSERT INTO public.auth_permission VALUES (328, 'Can view kept board', 82, 'view_keptboard');
INSERT INTO public.auth_permission VALUES (329, 'Can add coding decision', 83, 'add_codingdecision');
INSERT INTO public.auth_permission VALUES (330, 'Can change coding decision', 83, 'change_codingdecision');
INSERT INTO public.auth_permission VALUES (331, 'Can delete coding decision', 83, 'delete_codingdecision');
INSERT INTO public.auth_permission VALUES (332, 'Can view coding decision', 83, 'view_codingdecision');
INSERT INTO public.auth_permission VALUES (333, 'Can add note draft', 84, 'add_notedraft');
INSERT INTO public.auth_permission VALUES (334, 'Can change note draft', 84, 'change_notedraft');
INSERT INTO public.auth_permission VALUES (335, 'Can delete note draft', 84, 'delete_notedraft');
INSERT INTO public.auth_permission VALUES (336, 'Can view note draft', 84, 'view_notedraft');
INSERT INTO public.auth_permission VALUES (337, 'Can add psychotherapy note', 85, 'add_psychotherapynote');
INSERT INTO public.auth_permission VALUES (338, 'Can change psychotherapy note', 85, 'change_psychotherapynote');
INSERT INTO public.auth_permission VALUES (339, 'Can delete psychotherapy note', 85, 'delete_psychotherapynote');
INSERT INTO public.auth_permission VALUES (340, 'Can view psychotherapy note', 85, 'view_psychotherapynote');
INSERT INTO public.auth_permission VALUES (341, 'Can add psychotherapy text', 86, 'add_psychotherapytext');
INSERT INTO public.auth_permission VALUES (342, 'Can change psychotherapy text', 86, 'change_psychotherapytext');
INSERT INTO public.auth_permission VALUES (343, 'Can delete psychotherapy text', 86, 'delete_psychotherapytext');
INSERT INTO public.auth_permission VALUES (344, 'Can view psychotherapy text', 86, 'view_psychotherapytext');
INSERT INTO public.auth_permission VALUES (345, 'Can add no charge', 87, 'add_nocharge');
INSERT INTO public.auth_permission VALUES (346, 'Can change no charge', 87, 'change_nocharge');
INSERT INTO public.auth_permission VALUES (347, 'Can delete no charge', 87, 'delete_nocharge');
INSERT INTO public.auth_permission VALUES (348, 'Can view no charge', 87, 'view_nocharge');
INSERT INTO public.auth_permission VALUES (349, 'Can add provider query', 88, 'add_providerquery');
INSERT INTO public.auth_permission VALUES (350, 'Can change provider query', 88, 'change_providerquery');
INSERT INTO public.auth_permission VALUES (351, 'Can delete provider query', 88, 'delete_providerquery');
INSERT INTO public.auth_permission VALUES (352, 'Can view provider query', 88, 'view_providerquery');
INSERT INTO public.auth_permission VALUES (353, 'Can add dictation', 89, 'add_dictation');
INSERT INTO public.auth_permission VALUES (354, 'Can change dictation', 89, 'change_dictation');
INSERT INTO public.auth_permission VALUES (355, 'Can delete dictation', 89, 'delete_dictation');
INSERT INTO public.auth_permission VALUES (356, 'Can view dictation', 89, 'view_dictation');
INSERT INTO public.auth_permission VALUES (357, 'Can add dictation audio', 90, 'add_dictationaudio');
INSERT INTO public.auth_permission VALUES (358, 'Can change dictation audio', 90, 'change_dictationaudio');
INSERT INTO public.auth_permission VALUES (359, 'Can delete dictation audio', 90, 'delete_dictationaudio');
INSERT INTO public.auth_permission VALUES (360, 'Can view dictation audio', 90, 'view_dictationaudio');
INSERT INTO public.auth_permission VALUES (361, 'Can add signed day', 91, 'add_signedday');
INSERT INTO public.auth_permission VALUES (362, 'Can change signed day', 91, 'change_signedday');
INSERT INTO public.auth_permission VALUES (363, 'Can delete signed day', 91, 'delete_signedday');
INSERT INTO public.auth_permission VALUES (364, 'Can view signed day', 91, 'view_signedday');
INSERT INTO public.auth_permission VALUES (365, 'Can add charge proposal', 92, 'add_chargeproposal');
INSERT INTO public.auth_permission VALUES (366, 'Can change charge proposal', 92, 'change_chargeproposal');
INSERT INTO public.auth_permission VALUES (367, 'Can delete charge proposal', 92, 'delete_chargeproposal');
INSERT INTO public.auth_permission VALUES (368, 'Can view charge proposal', 92, 'view_chargeproposal');
INSERT INTO public.auth_permission VALUES (369, 'Can add coding review', 93, 'add_codingreview');
INSERT INTO public.auth_permission VALUES (370, 'Can change coding review', 93, 'change_codingreview');
INSERT INTO public.auth_permission VALUES (371, 'Can delete coding review', 93, 'delete_codingreview');
INSERT INTO public.auth_permission VALUES (372, 'Can view coding review', 93, 'view_codingreview');
INSERT INTO public.auth_permission VALUES (373, 'Can add code autonomy', 94, 'add_codeautonomy');
INSERT INTO public.auth_permission VALUES (374, 'Can change code autonomy', 94, 'change_codeautonomy');
INSERT INTO public.auth_permission VALUES (375, 'Can delete code autonomy', 94, 'delete_codeautonomy');
INSERT INTO public.auth_permission VALUES (376, 'Can view code autonomy', 94, 'view_codeautonomy');
INSERT INTO public.auth_permission VALUES (377, 'Can add fee schedule', 95, 'add_feeschedule');
INSERT INTO public.auth_permission VALUES (378, 'Can change fee schedule', 95, 'change_feeschedule');
INSERT INTO public.auth_permission VALUES (379, 'Can delete fee schedule', 95, 'delete_feeschedule');
INSERT INTO public.auth_permission VALUES (380, 'Can view fee schedule', 95, 'view_feeschedule');
INSERT INTO public.auth_permission VALUES (381, 'Can add model opinion', 96, 'add_modelopinion');
INSERT INTO public.auth_permission VALUES (382, 'Can change model opinion', 96, 'change_modelopinion');
INSERT INTO public.auth_permission VALUES (383, 'Can delete model opinion', 96, 'delete_modelopinion');
INSERT INTO public.auth_permission VALUES (384, 'Can view model opinion', 96, 'view_modelopinion');
INSERT INTO public.auth_permission VALUES (385, 'Can add signed form', 97, 'add_signedform');
INSERT INTO public.auth_permission VALUES (386, 'Can change signed form', 97, 'change_signedform');
INSERT INTO public.auth_permission VALUES (387, 'Can delete signed form', 97, 'delete_signedform');
INSERT INTO public.auth_permission VALUES (388, 'Can view signed form', 97, 'view_signedform');
INSERT INTO public.auth_permission VALUES (389, 'Can add disclosure consent', 98, 'add_disclosureconsent');
INSERT INTO public.auth_permission VALUES (390, 'Can change disclosure consent', 98, 'change_disclosureconsent');
INSERT INTO public.auth_permission VALUES (391, 'Can delete disclosure consent', 98, 'delete_disclosureconsent');
INSERT INTO public.auth_permission VALUES (392, 'Can view disclosure consent', 98, 'view_disclosureconsent');
INSERT INTO public.auth_permission VALUES (393, 'Can add release', 99, 'add_release');
INSERT INTO public.auth_permission VALUES (394, 'Can change release', 99, 'change_release');
INSERT INTO public.auth_permission VALUES (395, 'Can delete release', 99, 'delete_release');
INSERT INTO public.auth_permission VALUES (396, 'Can view release', 99, 'view_release');
INSERT INTO public.auth_permission VALUES (397, 'Can add route test', 100, 'add_routetest');
INSERT INTO public.auth_permission VALUES (398, 'Can change route test', 100, 'change_routetest');
INSERT INTO public.auth_permission VALUES (399, 'Can delete route test', 100, 'delete_routetest');
INSERT INTO public.auth_permission VALUES (400, 'Can view route test', 100, 'view_routetest');
INSERT INTO public.auth_permission VALUES (401, 'Can add coding calibration', 101, 'add_codingcalibration');
INSERT INTO public.auth_permission VALUES (402, 'Can change coding calibration', 101, 'change_codingcalibration');
INSERT INTO public.auth_permission VALUES (403, 'Can delete coding calibration', 101, 'delete_codingcalibration');
INSERT INTO public.auth_permission VALUES (404, 'Can view coding calibration', 101, 'view_codingcalibration');
INSERT INTO public.auth_permission VALUES (405, 'Can add payer call', 102, 'add_payercall');
INSERT INTO public.auth_permission VALUES (406, 'Can change payer call', 102, 'change_payercall');
INSERT INTO public.auth_permission VALUES (407, 'Can delete payer call', 102, 'delete_payercall');
INSERT INTO public.auth_permission VALUES (408, 'Can view payer call', 102, 'view_payercall');
INSERT INTO public.auth_permission VALUES (409, 'Can add access act', 103, 'add_accessact');
INSERT INTO public.auth_permission VALUES (410, 'Can change access act', 103, 'change_accessact');
INSERT INTO public.auth_permission VALUES (411, 'Can delete access act', 103, 'delete_accessact');
INSERT INTO public.auth_permission VALUES (412, 'Can view access act', 103, 'view_accessact');
INSERT INTO public.auth_permission VALUES (413, 'Can add card image', 104, 'add_cardimage');
INSERT INTO public.auth_permission VALUES (414, 'Can change card image', 104, 'change_cardimage');
INSERT INTO public.auth_permission VALUES (415, 'Can delete card image', 104, 'delete_cardimage');
INSERT INTO public.auth_permission VALUES (416, 'Can view card image', 104, 'view_cardimage');
INSERT INTO public.auth_permission VALUES (417, 'Can add comment', 105, 'add_comment');
INSERT INTO public.auth_permission VALUES (418, 'Can change comment', 105, 'change_comment');
INSERT INTO public.auth_permission VALUES (419, 'Can delete comment', 105, 'delete_comment');
INSERT INTO public.auth_permission VALUES (420, 'Can view comment', 105, 'view_comment');
INSERT INTO public.auth_permission VALUES (421, 'Can add notice', 106, 'add_notice');
INSERT INTO public.auth_permission VALUES (422, 'Can change notice', 106, 'change_notice');
INSERT INTO public.auth_permission VALUES (423, 'Can delete notice', 106, 'delete_notice');
INSERT INTO public.auth_permission VALUES (424, 'Can view notice', 106, 'view_notice');
INSERT INTO public.auth_permission VALUES (425, 'Can add work view', 107, 'add_workview');
INSERT INTO public.auth_permission VALUES (426, 'Can change work view', 107, 'change_workview');
INSERT INTO public.auth_permission VALUES (427, 'Can delete work view', 107, 'delete_workview');
INSERT INTO public.auth_permission VALUES (428, 'Can view work view', 107, 'view_workview');
INSERT INTO public.auth_permission VALUES (429, 'Can add patient total', 108, 'add_patienttotal');
INSERT INTO public.auth_permission VALUES (430, 'Can change patient total', 108, 'change_patienttotal');
INSERT INTO public.auth_permission VALUES (431, 'Can delete patient total', 108, 'delete_patienttotal');
INSERT INTO public.auth_permission VALUES (432, 'Can view patient total', 108, 'view_patienttotal');
INSERT INTO public.auth_permission VALUES (433, 'Can add long run', 109, 'add_longrun');
INSERT INTO public.auth_permission VALUES (434, 'Can change long run', 109, 'change_longrun');
INSERT INTO public.auth_permission VALUES (435, 'Can delete long run', 109, 'delete_longrun');
INSERT INTO public.auth_permission VALUES (436, 'Can view long run', 109, 'view_longrun');
INSERT INTO public.auth_permission VALUES (437, 'Can add kept variance', 110, 'add_keptvariance');
INSERT INTO public.auth_permission VALUES (438, 'Can change kept variance', 110, 'change_keptvariance');
INSERT INTO public.auth_permission VALUES (439, 'Can delete kept variance', 110, 'delete_keptvariance');
INSERT INTO public.auth_permission VALUES (440, 'Can view kept variance', 110, 'view_keptvariance');
INSERT INTO public.auth_permission VALUES (441, 'Can add visit type', 111, 'add_visittype');
INSERT INTO public.auth_permission VALUES (442, 'Can change visit type', 111, 'change_visittype');
INSERT INTO public.auth_permission VALUES (443, 'Can delete visit type', 111, 'delete_visittype');
INSERT INTO public.auth_permission VALUES (444, 'Can view visit type', 111, 'view_visittype');
INSERT INTO public.auth_permission VALUES (445, 'Can add open hours', 112, 'add_openhours');
INSERT INTO public.auth_permission VALUES (446, 'Can change open hours', 112, 'change_openhours');
INSERT INTO public.auth_permission VALUES (447, 'Can delete open hours', 112, 'delete_openhours');
INSERT INTO public.auth_permission VALUES (448, 'Can view open hours', 112, 'view_openhours');
INSERT INTO public.auth_permission VALUES (449, 'Can add closed days', 113, 'add_closeddays');
INSERT INTO public.auth_permission VALUES (450, 'Can change closed days', 113, 'change_closeddays');
INSERT INTO public.auth_permission VALUES (451, 'Can delete closed days', 113, 'delete_closeddays');
INSERT INTO public.auth_permission VALUES (452, 'Can view closed days', 113, 'view_closeddays');
INSERT INTO public.auth_permission VALUES (453, 'Can add kept owed', 114, 'add_keptowed');
INSERT INTO public.auth_permission VALUES (454, 'Can change kept owed', 114, 'change_keptowed');
INSERT INTO public.auth_permission VALUES (455, 'Can delete kept owed', 114, 'delete_keptowed');
INSERT INTO public.auth_permission VALUES (456, 'Can view kept owed', 114, 'view_keptowed');
INSERT INTO public.auth_permission VALUES (457, 'Can add drawer count', 115, 'add_drawercount');
INSERT INTO public.auth_permission VALUES (458, 'Can change drawer count', 115, 'change_drawercount');
INSERT INTO public.auth_permission VALUES (459, 'Can delete drawer count', 115, 'delete_drawercount');
INSERT INTO public.auth_permission VALUES (460, 'Can view drawer count', 115, 'view_drawercount');
INSERT INTO public.auth_permission VALUES (461, 'Can add advance notice', 116, 'add_advancenotice');
INSERT INTO public.auth_permission VALUES (462, 'Can change advance notice', 116, 'change_advancenotice');
INSERT INTO public.auth_permission VALUES (463, 'Can delete advance notice', 116, 'delete_advancenotice');
INSERT INTO public.auth_permission VALUES (464, 'Can view advance notice', 116, 'view_advancenotice');
INSERT INTO public.auth_permission VALUES (465, 'Can add msp questionnaire', 117, 'add_mspquestionnaire');
INSERT INTO public.auth_permission VALUES (466, 'Can change msp questionnaire', 117, 'change_mspquestionnaire');
INSERT INTO public.auth_permission VALUES (467, 'Can delete msp questionnaire', 117, 'delete_mspquestionnaire');
INSERT INTO public.auth_permission VALUES (468, 'Can view msp questionnaire', 117, 'view_mspquestionnaire');
INSERT INTO public.auth_permission VALUES (469, 'Can add person choices', 118, 'add_personchoices');
INSERT INTO public.auth_permission VALUES (470, 'Can change person choices', 118, 'change_personchoices');
INSERT INTO public.auth_permission VALUES (471, 'Can delete person choices', 118, 'delete_personchoices');
INSERT INTO public.auth_permission VALUES (472, 'Can view person choices', 118, 'view_personchoices');
INSERT INTO public.auth_permission VALUES (473, 'Can add payer contract', 119, 'add_payercontract');
INSERT INTO public.auth_permission VALUES (474, 'Can change payer contract', 119, 'change_payercontract');
INSERT INTO public.auth_permission VALUES (475, 'Can delete payer contract', 119, 'delete_payercontract');
INSERT INTO public.auth_permission VALUES (476, 'Can view payer contract', 119, 'view_payercontract');
INSERT INTO public.auth_permission VALUES (477, 'Can add rule stop', 120, 'add_rulestop');
INSERT INTO public.auth_permission VALUES (478, 'Can change rule stop', 120, 'change_rulestop');
INSERT INTO public.auth_permission VALUES (479, 'Can delete rule stop', 120, 'delete_rulestop');
INSERT INTO public.auth_permission VALUES (480, 'Can view rule stop', 120, 'view_rulestop');
INSERT INTO public.auth_permission VALUES (481, 'Can add pay link', 121, 'add_paylink');
INSERT INTO public.auth_permission VALUES (482, 'Can change pay link', 121, 'change_paylink');
INSERT INTO public.auth_permission VALUES (483, 'Can delete pay link', 121, 'delete_paylink');
INSERT INTO public.auth_permission VALUES (484, 'Can view pay link', 121, 'view_paylink');
INSERT INTO public.auth_permission VALUES (485, 'Can add day total', 122, 'add_daytotal');
INSERT INTO public.auth_permission VALUES (486, 'Can change day total', 122, 'change_daytotal');
INSERT INTO public.auth_permission VALUES (487, 'Can delete day total', 122, 'delete_daytotal');
INSERT INTO public.auth_permission VALUES (488, 'Can view day total', 122, 'view_daytotal');
INSERT INTO public.auth_permission VALUES (489, 'Can add due total', 123, 'add_duetotal');
INSERT INTO public.auth_permission VALUES (490, 'Can change due total', 123, 'change_duetotal');
INSERT INTO public.auth_permission VALUES (491, 'Can delete due total', 123, 'delete_duetotal');
INSERT INTO public.auth_permission VALUES (492, 'Can view due total', 123, 'view_duetotal');
INSERT INTO public.auth_permission VALUES (493, 'Can add brought file', 124, 'add_broughtfile');
INSERT INTO public.auth_permission VALUES (494, 'Can change brought file', 124, 'change_broughtfile');
INSERT INTO public.auth_permission VALUES (495, 'Can delete brought file', 124, 'delete_broughtfile');
INSERT INTO public.auth_permission VALUES (496, 'Can view brought file', 124, 'view_broughtfile');
INSERT INTO public.auth_permission VALUES (497, 'Can add chart pair', 125, 'add_chartpair');
INSERT INTO public.auth_permission VALUES (498, 'Can change chart pair', 125, 'change_chartpair');
INSERT INTO public.auth_permission VALUES (499, 'Can delete chart pair', 125, 'delete_chartpair');
INSERT INTO public.auth_permission VALUES (500, 'Can view chart pair', 125, 'view_chartpair');
INSERT INTO public.auth_permission VALUES (501, 'Can add account number', 126, 'add_accountnumber');
INSERT INTO public.auth_permission VALUES (502, 'Can change account number', 126, 'change_accountnumber');
INSERT INTO public.auth_permission VALUES (503, 'Can delete account number', 126, 'delete_accountnumber');
INSERT INTO public.auth_permission VALUES (504, 'Can view account number', 126, 'view_accountnumber');
INSERT INTO public.auth_permission VALUES (505, 'Can add journal export', 127, 'add_journalexport');
INSERT INTO public.auth_permission VALUES (506, 'Can change journal export', 127, 'change_journalexport');
INSERT INTO public.auth_permission VALUES (507, 'Can delete journal export', 127, 'delete_journalexport');
INSERT INTO public.auth_permission VALUES (508, 'Can view journal export', 127, 'view_journalexport');
INSERT INTO public.auth_permission VALUES (509, 'Can add kept lag', 128, 'add_keptlag');
INSERT INTO public.auth_permission VALUES (510, 'Can change kept lag', 128, 'change_keptlag');
INSERT INTO public.auth_permission VALUES (511, 'Can delete kept lag', 128, 'delete_keptlag');
INSERT INTO public.auth_permission VALUES (512, 'Can view kept lag', 128, 'view_keptlag');
INSERT INTO public.auth_permission VALUES (513, 'Can add place enrollment', 129, 'add_placeenrollment');
INSERT INTO public.auth_permission VALUES (514, 'Can change place enrollment', 129, 'change_placeenrollment');
INSERT INTO public.auth_permission VALUES (515, 'Can delete place enrollment', 129, 'delete_placeenrollment');
INSERT INTO public.auth_permission VALUES (516, 'Can view place enrollment', 129, 'view_placeenrollment');
INSERT INTO public.auth_permission VALUES (517, 'Can add kept preview', 130, 'add_keptpreview');
INSERT INTO public.auth_permission VALUES (518, 'Can change kept preview', 130, 'change_keptpreview');
INSERT INTO public.auth_permission VALUES (519, 'Can delete kept preview', 130, 'delete_keptpreview');
INSERT INTO public.auth_permission VALUES (520, 'Can view kept preview', 130, 'view_keptpreview');
INSERT INTO public.auth_permission VALUES (521, 'Can add kept preview part', 131, 'add_keptpreviewpart');
INSERT INTO public.auth_permission VALUES (522, 'Can change kept preview part', 131, 'change_keptpreviewpart');
INSERT INTO public.auth_permission VALUES (523, 'Can delete kept preview part', 131, 'delete_keptpreviewpart');
INSERT INTO public.auth_permission VALUES (524, 'Can view kept preview part', 131, 'view_keptpreviewpart');
INSERT INTO public.auth_permission VALUES (525, 'Can add kept standing', 132, 'add_keptstanding');
INSERT INTO public.auth_permission VALUES (526, 'Can change kept standing', 132, 'change_keptstanding');
INSERT INTO public.auth_permission VALUES (527, 'Can delete kept standing', 132, 'delete_keptstanding');
INSERT INTO public.auth_permission VALUES (528, 'Can view kept standing', 132, 'view_keptstanding');
INSERT INTO public.auth_permission VALUES (529, 'Can add kept receivable', 133, 'add_keptreceivable');
INSERT INTO public.auth_permission VALUES (530, 'Can change kept receivable', 133, 'change_keptreceivable');
INSERT INTO public.auth_permission VALUES (531, 'Can delete kept receivable', 133, 'delete_keptreceivable');
INSERT INTO public.auth_permission VALUES (532, 'Can view kept receivable', 133, 'view_keptreceivable');


--
-- Data for Name: auth_user; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_user_groups; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_user_user_permissions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: authorization; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: balance_act; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: benefits; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: billing_mark; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: brought_file; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: card_charge; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: card_image; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: card_on_file; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: charge_line; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: charge_proposal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: chart_pair; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claim; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claim_revision; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: closed_days; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: code_autonomy; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: code_list; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: code_pack; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: code_pack_bytes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: coding_calibration; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: coding_decision; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: coding_review; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: collection_cost; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: comment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: control_number; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: coverage; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: day_close; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: day_total; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: denial; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: deposit; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: dictation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: dictation_audio; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: disclosure_consent; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: django_content_type; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.django_content_type VALUES (1, 'auth', 'permission');
INSERT INTO public.django_content_type VALUES (2, 'auth', 'group');
INSERT INTO public.django_content_type VALUES (3, 'auth', 'user');
INSERT INTO public.django_content_type VALUES (4, 'contenttypes', 'contenttype');
INSERT INTO public.django_content_type VALUES (5, 'sessions', 'session');
INSERT INTO public.django_content_type VALUES (6, 'procrastinate', 'procrastinateevent');
INSERT INTO public.django_content_type VALUES (7, 'procrastinate', 'procrastinatejob');
INSERT INTO public.django_content_type VALUES (8, 'procrastinate', 'procrastinateperiodicdefer');
INSERT INTO public.django_content_type VALUES (9, 'procrastinate', 'procrastinateworker');
INSERT INTO public.django_content_type VALUES (10, 'store', 'accounttotal');
INSERT INTO public.django_content_type VALUES (11, 'store', 'auditchain');
INSERT INTO public.django_content_type VALUES (12, 'store', 'auditentry');
INSERT INTO public.django_content_type VALUES (13, 'store', 'claim');
INSERT INTO public.django_content_type VALUES (14, 'store', 'controlnumber');
INSERT INTO public.django_content_type VALUES (15, 'store', 'coverage');
INSERT INTO public.django_content_type VALUES (16, 'store', 'dayclose');
INSERT INTO public.django_content_type VALUES (17, 'store', 'deposit');
INSERT INTO public.django_content_type VALUES (18, 'store', 'interchange');
INSERT INTO public.django_content_type VALUES (19, 'store', 'location');
INSERT INTO public.django_content_type VALUES (20, 'store', 'patient');
INSERT INTO public.django_content_type VALUES (21, 'store', 'payer');
INSERT INTO public.django_content_type VALUES (22, 'store', 'practice');
INSERT INTO public.django_content_type VALUES (23, 'store', 'provider');
INSERT INTO public.django_content_type VALUES (24, 'store', 'record');
INSERT INTO public.django_content_type VALUES (25, 'store', 'claimrevision');
INSERT INTO public.django_content_type VALUES (26, 'store', 'interchangebytes');
INSERT INTO public.django_content_type VALUES (27, 'store', 'acknowledgement');
INSERT INTO public.django_content_type VALUES (28, 'store', 'chargeline');
INSERT INTO public.django_content_type VALUES (29, 'store', 'benefits');
INSERT INTO public.django_content_type VALUES (30, 'store', 'denial');
INSERT INTO public.django_content_type VALUES (31, 'store', 'payerplan');
INSERT INTO public.django_content_type VALUES (32, 'store', 'enrollment');
INSERT INTO public.django_content_type VALUES (33, 'store', 'appointment');
INSERT INTO public.django_content_type VALUES (34, 'store', 'receipt');
INSERT INTO public.django_content_type VALUES (35, 'store', 'allocation');
INSERT INTO public.django_content_type VALUES (36, 'store', 'remittance');
INSERT INTO public.django_content_type VALUES (37, 'store', 'advice');
INSERT INTO public.django_content_type VALUES (38, 'store', 'statement');
INSERT INTO public.django_content_type VALUES (39, 'store', 'superbill');
INSERT INTO public.django_content_type VALUES (40, 'store', 'task');
INSERT INTO public.django_content_type VALUES (41, 'store', 'transmission');
INSERT INTO public.django_content_type VALUES (42, 'store', 'visit');
INSERT INTO public.django_content_type VALUES (43, 'store', 'posting');
INSERT INTO public.django_content_type VALUES (44, 'store', 'note');
INSERT INTO public.django_content_type VALUES (45, 'store', 'membership');
INSERT INTO public.django_content_type VALUES (46, 'store', 'judgement');
INSERT INTO public.django_content_type VALUES (47, 'store', 'findingoverride');
INSERT INTO public.django_content_type VALUES (48, 'store', 'authorization');
INSERT INTO public.django_content_type VALUES (49, 'store', 'document');
INSERT INTO public.django_content_type VALUES (50, 'store', 'codelist');
INSERT INTO public.django_content_type VALUES (51, 'store', 'codepack');
INSERT INTO public.django_content_type VALUES (52, 'store', 'codepackbytes');
INSERT INTO public.django_content_type VALUES (53, 'store', 'agedtotal');
INSERT INTO public.django_content_type VALUES (54, 'store', 'mendconsent');
INSERT INTO public.django_content_type VALUES (55, 'store', 'monthclose');
INSERT INTO public.django_content_type VALUES (56, 'store', 'balanceact');
INSERT INTO public.django_content_type VALUES (57, 'store', 'refund');
INSERT INTO public.django_content_type VALUES (58, 'store', 'overpayment');
INSERT INTO public.django_content_type VALUES (59, 'store', 'cardcharge');
INSERT INTO public.django_content_type VALUES (60, 'store', 'billingmark');
INSERT INTO public.django_content_type VALUES (61, 'store', 'paymentplan');
INSERT INTO public.django_content_type VALUES (62, 'store', 'placement');
INSERT INTO public.django_content_type VALUES (63, 'store', 'estimatenotice');
INSERT INTO public.django_content_type VALUES (64, 'store', 'collectioncost');
INSERT INTO public.django_content_type VALUES (65, 'store', 'takebackact');
INSERT INTO public.django_content_type VALUES (66, 'store', 'appeal');
INSERT INTO public.django_content_type VALUES (67, 'store', 'formsent');
INSERT INTO public.django_content_type VALUES (68, 'store', 'cardonfile');
INSERT INTO public.django_content_type VALUES (69, 'store', 'listedproblem');
INSERT INTO public.django_content_type VALUES (70, 'store', 'allergy');
INSERT INTO public.django_content_type VALUES (71, 'store', 'medication');
INSERT INTO public.django_content_type VALUES (72, 'store', 'order');
INSERT INTO public.django_content_type VALUES (73, 'store', 'administration');
INSERT INTO public.django_content_type VALUES (74, 'store', 'vitalsign');
INSERT INTO public.django_content_type VALUES (75, 'store', 'report');
INSERT INTO public.django_content_type VALUES (76, 'store', 'result');
INSERT INTO public.django_content_type VALUES (77, 'store', 'immunization');
INSERT INTO public.django_content_type VALUES (78, 'store', 'performedprocedure');
INSERT INTO public.django_content_type VALUES (79, 'store', 'familyhistory');
INSERT INTO public.django_content_type VALUES (80, 'store', 'socialhistory');
INSERT INTO public.django_content_type VALUES (81, 'store', 'goal');
INSERT INTO public.django_content_type VALUES (82, 'store', 'keptboard');
INSERT INTO public.django_content_type VALUES (83, 'store', 'codingdecision');
INSERT INTO public.django_content_type VALUES (84, 'store', 'notedraft');
INSERT INTO public.django_content_type VALUES (85, 'store', 'psychotherapynote');
INSERT INTO public.django_content_type VALUES (86, 'store', 'psychotherapytext');
INSERT INTO public.django_content_type VALUES (87, 'store', 'nocharge');
INSERT INTO public.django_content_type VALUES (88, 'store', 'providerquery');
INSERT INTO public.django_content_type VALUES (89, 'store', 'dictation');
INSERT INTO public.django_content_type VALUES (90, 'store', 'dictationaudio');
INSERT INTO public.django_content_type VALUES (91, 'store', 'signedday');
INSERT INTO public.django_content_type VALUES (92, 'store', 'chargeproposal');
INSERT INTO public.django_content_type VALUES (93, 'store', 'codingreview');
INSERT INTO public.django_content_type VALUES (94, 'store', 'codeautonomy');
INSERT INTO public.django_content_type VALUES (95, 'store', 'feeschedule');
INSERT INTO public.django_content_type VALUES (96, 'store', 'modelopinion');
INSERT INTO public.django_content_type VALUES (97, 'store', 'signedform');
INSERT INTO public.django_content_type VALUES (98, 'store', 'disclosureconsent');
INSERT INTO public.django_content_type VALUES (99, 'store', 'release');
INSERT INTO public.django_content_type VALUES (100, 'store', 'routetest');
INSERT INTO public.django_content_type VALUES (101, 'store', 'codingcalibration');
INSERT INTO public.django_content_type VALUES (102, 'store', 'payercall');
INSERT INTO public.django_content_type VALUES (103, 'store', 'accessact');
INSERT INTO public.django_content_type VALUES (104, 'store', 'cardimage');
INSERT INTO public.django_content_type VALUES (105, 'store', 'comment');
INSERT INTO public.django_content_type VALUES (106, 'store', 'notice');
INSERT INTO public.django_content_type VALUES (107, 'store', 'workview');
INSERT INTO public.django_content_type VALUES (108, 'store', 'patienttotal');
INSERT INTO public.django_content_type VALUES (109, 'store', 'longrun');
INSERT INTO public.django_content_type VALUES (110, 'store', 'keptvariance');
INSERT INTO public.django_content_type VALUES (111, 'store', 'visittype');
INSERT INTO public.django_content_type VALUES (112, 'store', 'openhours');
INSERT INTO public.django_content_type VALUES (113, 'store', 'closeddays');
INSERT INTO public.django_content_type VALUES (114, 'store', 'keptowed');
INSERT INTO public.django_content_type VALUES (115, 'store', 'drawercount');
INSERT INTO public.django_content_type VALUES (116, 'store', 'advancenotice');
INSERT INTO public.django_content_type VALUES (117, 'store', 'mspquestionnaire');
INSERT INTO public.django_content_type VALUES (118, 'store', 'personchoices');
INSERT INTO public.django_content_type VALUES (119, 'store', 'payercontract');
INSERT INTO public.django_content_type VALUES (120, 'store', 'rulestop');
INSERT INTO public.django_content_type VALUES (121, 'store', 'paylink');
INSERT INTO public.django_content_type VALUES (122, 'store', 'daytotal');
INSERT INTO public.django_content_type VALUES (123, 'store', 'duetotal');
INSERT INTO public.django_content_type VALUES (124, 'store', 'broughtfile');
INSERT INTO public.django_content_type VALUES (125, 'store', 'chartpair');
INSERT INTO public.django_content_type VALUES (126, 'store', 'accountnumber');
INSERT INTO public.django_content_type VALUES (127, 'store', 'journalexport');
INSERT INTO public.django_content_type VALUES (128, 'store', 'keptlag');
INSERT INTO public.django_content_type VALUES (129, 'store', 'placeenrollment');
INSERT INTO public.django_content_type VALUES (130, 'store', 'keptpreview');
INSERT INTO public.django_content_type VALUES (131, 'store', 'keptpreviewpart');
INSERT INTO public.django_content_type VALUES (132, 'store', 'keptstanding');
INSERT INTO public.django_content_type VALUES (133, 'store', 'keptreceivable');


--
-- Data for Name: django_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.django_migrations VALUES (1, 'contenttypes', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (2, 'contenttypes', '0002_remove_content_type_name', now());
INSERT INTO public.django_migrations VALUES (3, 'auth', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (4, 'auth', '0002_alter_permission_name_max_length', now());
INSERT INTO public.django_migrations VALUES (5, 'auth', '0003_alter_user_email_max_length', now());
INSERT INTO public.django_migrations VALUES (6, 'auth', '0004_alter_user_username_opts', now());
INSERT INTO public.django_migrations VALUES (7, 'auth', '0005_alter_user_last_login_null', now());
INSERT INTO public.django_migrations VALUES (8, 'auth', '0006_require_contenttypes_0002', now());
INSERT INTO public.django_migrations VALUES (9, 'auth', '0007_alter_validators_add_error_messages', now());
INSERT INTO public.django_migrations VALUES (10, 'auth', '0008_alter_user_username_max_length', now());
INSERT INTO public.django_migrations VALUES (11, 'auth', '0009_alter_user_last_name_max_length', now());
INSERT INTO public.django_migrations VALUES (12, 'auth', '0010_alter_group_name_max_length', now());
INSERT INTO public.django_migrations VALUES (13, 'auth', '0011_update_proxy_permissions', now());
INSERT INTO public.django_migrations VALUES (14, 'auth', '0012_alter_user_first_name_max_length', now());
INSERT INTO public.django_migrations VALUES (15, 'procrastinate', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (16, 'procrastinate', '0002_drop_started_at_column', now());
INSERT INTO public.django_migrations VALUES (17, 'procrastinate', '0003_drop_started_at_column', now());
INSERT INTO public.django_migrations VALUES (18, 'procrastinate', '0004_drop_procrastinate_version_table', now());
INSERT INTO public.django_migrations VALUES (19, 'procrastinate', '0005_fix_procrastinate_fetch_job', now());
INSERT INTO public.django_migrations VALUES (20, 'procrastinate', '0006_fix_trigger_status_events_insert', now());
INSERT INTO public.django_migrations VALUES (21, 'procrastinate', '0007_add_queueing_lock_column', now());
INSERT INTO public.django_migrations VALUES (22, 'procrastinate', '0008_close_fetch_job_race_condition', now());
INSERT INTO public.django_migrations VALUES (23, 'procrastinate', '0009_add_defer_job_function', now());
INSERT INTO public.django_migrations VALUES (24, 'procrastinate', '0010_add_procrastinate_periodic_defers', now());
INSERT INTO public.django_migrations VALUES (25, 'procrastinate', '0011_add_foreign_key_index', now());
INSERT INTO public.django_migrations VALUES (26, 'procrastinate', '0012_add_locks_to_periodic_defer', now());
INSERT INTO public.django_migrations VALUES (27, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', now());
INSERT INTO public.django_migrations VALUES (28, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', now());
INSERT INTO public.django_migrations VALUES (29, 'procrastinate', '0015_add_trigger_on_job_deletion', now());
INSERT INTO public.django_migrations VALUES (30, 'procrastinate', '0016_delete_finished_jobs', now());
INSERT INTO public.django_migrations VALUES (31, 'procrastinate', '0017_add_checks_to_finish_job', now());
INSERT INTO public.django_migrations VALUES (32, 'procrastinate', '0018_add_checks_to_retry_job', now());
INSERT INTO public.django_migrations VALUES (33, 'procrastinate', '0019_fix_finish_job_compat_issue', now());
INSERT INTO public.django_migrations VALUES (34, 'procrastinate', '0020_add_index_on_procrastinate_jobs', now());
INSERT INTO public.django_migrations VALUES (35, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', now());
INSERT INTO public.django_migrations VALUES (36, 'procrastinate', '0022_null_locks_excluded', now());
INSERT INTO public.django_migrations VALUES (37, 'procrastinate', '0023_remove_old_finish_job_function', now());
INSERT INTO public.django_migrations VALUES (38, 'procrastinate', '0024_job_id_bigint', now());
INSERT INTO public.django_migrations VALUES (39, 'procrastinate', '0025_add_models', now());
INSERT INTO public.django_migrations VALUES (40, 'procrastinate', '0026_add_job_priority', now());
INSERT INTO public.django_migrations VALUES (41, 'procrastinate', '0027_add_periodic_job_priority', now());
INSERT INTO public.django_migrations VALUES (42, 'procrastinate', '0028_add_cancel_states', now());
INSERT INTO public.django_migrations VALUES (43, 'procrastinate', '0029_add_additional_params_to_retry_job', now());
INSERT INTO public.django_migrations VALUES (44, 'procrastinate', '0030_alter_procrastinateevent_options', now());
INSERT INTO public.django_migrations VALUES (45, 'procrastinate', '0031_add_indexes_for_fetch_job', now());
INSERT INTO public.django_migrations VALUES (46, 'procrastinate', '0032_pre_cancel_notification', now());
INSERT INTO public.django_migrations VALUES (47, 'procrastinate', '0033_post_cancel_notification', now());
INSERT INTO public.django_migrations VALUES (48, 'procrastinate', '0034_pre_add_heartbeat', now());
INSERT INTO public.django_migrations VALUES (49, 'procrastinate', '0035_post_add_heartbeat', now());
INSERT INTO public.django_migrations VALUES (50, 'procrastinate', '0036_add_worker_model', now());
INSERT INTO public.django_migrations VALUES (51, 'procrastinate', '0037_pre_batch_defer_jobs', now());
INSERT INTO public.django_migrations VALUES (52, 'procrastinate', '0038_post_batch_defer_jobs', now());
INSERT INTO public.django_migrations VALUES (53, 'procrastinate', '0039_pre_priority_lock_fetch_job', now());
INSERT INTO public.django_migrations VALUES (54, 'procrastinate', '0040_pre_retry_failed_job', now());
INSERT INTO public.django_migrations VALUES (55, 'procrastinate', '0041_post_retry_failed_job', now());
INSERT INTO public.django_migrations VALUES (56, 'sessions', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (57, 'store', '0001_tables', now());
INSERT INTO public.django_migrations VALUES (58, 'store', '0002_guards', now());
INSERT INTO public.django_migrations VALUES (59, 'store', '0003_jobs', now());
INSERT INTO public.django_migrations VALUES (60, 'store', '0004_needless_index', now());
INSERT INTO public.django_migrations VALUES (61, 'store', '0005_deposits_by_trace', now());
INSERT INTO public.django_migrations VALUES (62, 'store', '0006_judgements', now());
INSERT INTO public.django_migrations VALUES (63, 'store', '0007_authorizations', now());
INSERT INTO public.django_migrations VALUES (64, 'store', '0008_code_sets', now());
INSERT INTO public.django_migrations VALUES (65, 'store', '0009_aged_total', now());
INSERT INTO public.django_migrations VALUES (66, 'store', '0010_mend_consents', now());
INSERT INTO public.django_migrations VALUES (67, 'store', '0011_month_close', now());
INSERT INTO public.django_migrations VALUES (68, 'store', '0012_receipts_back', now());
INSERT INTO public.django_migrations VALUES (69, 'store', '0013_balance_acts', now());
INSERT INTO public.django_migrations VALUES (70, 'store', '0014_money_back', now());
INSERT INTO public.django_migrations VALUES (71, 'store', '0015_posting_lines', now());
INSERT INTO public.django_migrations VALUES (72, 'store', '0016_asking', now());
INSERT INTO public.django_migrations VALUES (73, 'store', '0017_collection_costs', now());
INSERT INTO public.django_migrations VALUES (74, 'store', '0018_deposits_explained', now());
INSERT INTO public.django_migrations VALUES (75, 'store', '0019_takeback_acts', now());
INSERT INTO public.django_migrations VALUES (76, 'store', '0020_appeals', now());
INSERT INTO public.django_migrations VALUES (77, 'store', '0021_coverage_swaps', now());
INSERT INTO public.django_migrations VALUES (78, 'store', '0022_forms_sent', now());
INSERT INTO public.django_migrations VALUES (79, 'store', '0023_cards_on_file', now());
INSERT INTO public.django_migrations VALUES (80, 'store', '0024_chart', now());
INSERT INTO public.django_migrations VALUES (81, 'store', '0025_kept_boards', now());
INSERT INTO public.django_migrations VALUES (82, 'store', '0026_advice_sides', now());
INSERT INTO public.django_migrations VALUES (83, 'store', '0027_coding_decisions', now());
INSERT INTO public.django_migrations VALUES (84, 'store', '0028_notes', now());
INSERT INTO public.django_migrations VALUES (85, 'store', '0029_no_charge', now());
INSERT INTO public.django_migrations VALUES (86, 'store', '0030_provider_query', now());
INSERT INTO public.django_migrations VALUES (87, 'store', '0031_dictation', now());
INSERT INTO public.django_migrations VALUES (88, 'store', '0032_looks_of_decisions', now());
INSERT INTO public.django_migrations VALUES (89, 'store', '0033_found_by_amount', now());
INSERT INTO public.django_migrations VALUES (90, 'store', '0034_signed_days', now());
INSERT INTO public.django_migrations VALUES (91, 'store', '0035_charge_proposals', now());
INSERT INTO public.django_migrations VALUES (92, 'store', '0036_coding_review', now());
INSERT INTO public.django_migrations VALUES (93, 'store', '0037_fee_schedules', now());
INSERT INTO public.django_migrations VALUES (94, 'store', '0038_model_opinion', now());
INSERT INTO public.django_migrations VALUES (95, 'store', '0039_charges_taken_back', now());
INSERT INTO public.django_migrations VALUES (96, 'store', '0040_audit_by_person', now());
INSERT INTO public.django_migrations VALUES (97, 'store', '0041_signed_forms', now());
INSERT INTO public.django_migrations VALUES (98, 'store', '0042_disclosure_consent', now());
INSERT INTO public.django_migrations VALUES (99, 'store', '0043_releases', now());
INSERT INTO public.django_migrations VALUES (100, 'store', '0044_route_tests', now());
INSERT INTO public.django_migrations VALUES (101, 'store', '0045_coding_calibration', now());
INSERT INTO public.django_migrations VALUES (102, 'store', '0046_payer_calls', now());
INSERT INTO public.django_migrations VALUES (103, 'store', '0047_access_acts', now());
INSERT INTO public.django_migrations VALUES (104, 'store', '0048_card_images', now());
INSERT INTO public.django_migrations VALUES (105, 'store', '0049_tasks_asleep', now());
INSERT INTO public.django_migrations VALUES (106, 'store', '0050_reviews_again', now());
INSERT INTO public.django_migrations VALUES (107, 'store', '0051_rare_records', now());
INSERT INTO public.django_migrations VALUES (108, 'store', '0052_comments', now());
INSERT INTO public.django_migrations VALUES (109, 'store', '0053_work_views', now());
INSERT INTO public.django_migrations VALUES (110, 'store', '0054_rare_money', now());
INSERT INTO public.django_migrations VALUES (111, 'store', '0055_patient_total', now());
INSERT INTO public.django_migrations VALUES (112, 'store', '0056_long_runs', now());
INSERT INTO public.django_migrations VALUES (113, 'store', '0057_kept_variance', now());
INSERT INTO public.django_migrations VALUES (114, 'store', '0058_open_by_money', now());
INSERT INTO public.django_migrations VALUES (115, 'store', '0059_schedule_terms', now());
INSERT INTO public.django_migrations VALUES (116, 'store', '0060_provider_level', now());
INSERT INTO public.django_migrations VALUES (117, 'store', '0061_kept_owed', now());
INSERT INTO public.django_migrations VALUES (118, 'store', '0062_drawer_counts', now());
INSERT INTO public.django_migrations VALUES (119, 'store', '0063_notices', now());
INSERT INTO public.django_migrations VALUES (120, 'store', '0064_person_choices', now());
INSERT INTO public.django_migrations VALUES (121, 'store', '0065_payer_contracts', now());
INSERT INTO public.django_migrations VALUES (122, 'store', '0066_rule_stops', now());
INSERT INTO public.django_migrations VALUES (123, 'store', '0067_task_owner', now());
INSERT INTO public.django_migrations VALUES (124, 'store', '0068_last_charged', now());
INSERT INTO public.django_migrations VALUES (125, 'store', '0069_kept_periods', now());
INSERT INTO public.django_migrations VALUES (126, 'store', '0070_pay_links', now());
INSERT INTO public.django_migrations VALUES (127, 'store', '0071_day_total', now());
INSERT INTO public.django_migrations VALUES (128, 'store', '0072_kept_looks', now());
INSERT INTO public.django_migrations VALUES (129, 'store', '0073_brought_files', now());
INSERT INTO public.django_migrations VALUES (130, 'store', '0074_rare_looks', now());
INSERT INTO public.django_migrations VALUES (131, 'store', '0075_no_staging', now());
INSERT INTO public.django_migrations VALUES (132, 'store', '0076_sorted_lists', now());
INSERT INTO public.django_migrations VALUES (133, 'store', '0077_pay_links_stand', now());
INSERT INTO public.django_migrations VALUES (134, 'store', '0078_found_by_visit', now());
INSERT INTO public.django_migrations VALUES (135, 'store', '0079_rare_views', now());
INSERT INTO public.django_migrations VALUES (136, 'store', '0080_merged_charts', now());
INSERT INTO public.django_migrations VALUES (137, 'store', '0081_general_ledger', now());
INSERT INTO public.django_migrations VALUES (138, 'store', '0082_kept_digest', now());
INSERT INTO public.django_migrations VALUES (139, 'store', '0083_settled_looks', now());
INSERT INTO public.django_migrations VALUES (140, 'store', '0084_place_enrollments', now());
INSERT INTO public.django_migrations VALUES (141, 'store', '0085_arrived', now());
INSERT INTO public.django_migrations VALUES (142, 'store', '0086_members_of_before', now());
INSERT INTO public.django_migrations VALUES (143, 'store', '0087_coded_codes', now());
INSERT INTO public.django_migrations VALUES (144, 'store', '0088_password_acts', now());
INSERT INTO public.django_migrations VALUES (145, 'store', '0089_sparse_looks', now());
INSERT INTO public.django_migrations VALUES (146, 'store', '0090_owed_when_moved', now());
INSERT INTO public.django_migrations VALUES (147, 'store', '0091_ids_in_order', now());
INSERT INTO public.django_migrations VALUES (148, 'store', '0092_kept_previews', now());
INSERT INTO public.django_migrations VALUES (149, 'store', '0093_kept_standings', now());
INSERT INTO public.django_migrations VALUES (150, 'store', '0094_kept_receivables', now());
INSERT INTO public.django_migrations VALUES (151, 'store', '0095_found_by_chart', now());
INSERT INTO public.django_migrations VALUES (152, 'store', '0096_found_by_state', now());


--
-- Data for Name: django_session; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: document; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: drawer_count; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: due_total; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: enrollment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: estimate_notice; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: family_history; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: fee_schedule; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: finding_override; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: form_sent; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: goal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: immunization; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: interchange; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: interchange_bytes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: journal_export; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: judgement; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: kept_board; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: kept_lag; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: kept_owed; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: kept_preview; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: kept_preview_part; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: kept_receivable; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: kept_standing; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: kept_variance; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: location; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: long_run; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: medication; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: membership; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: mend_consent; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: model_opinion; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: month_close; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: msp_questionnaire; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: no_charge; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: note; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: note_draft; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: notice; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: open_hours; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: order; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: overpayment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: patient; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: patient_total; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: pay_link; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payer_call; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payer_contract; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payer_plan; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payment_plan; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: person_choices; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: place_enrollment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: placement; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: posting; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: practice; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: problem; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procedure; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_events; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_jobs; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_periodic_defers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_workers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: provider; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: provider_query; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: psychotherapy_note; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: psychotherapy_text; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: receipt; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: refund; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: release; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: remittance; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: report; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: result; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: route_test; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: rule_stop; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: signed_day; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: signed_form; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: social_history; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: statement; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: superbill; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: takeback_act; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: task; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: transmission; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: visit; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: visit_type; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: vital_sign; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: work_view; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: almoner_batch; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.almoner_batch', 1, false);


--
-- Name: almoner_id; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.almoner_id', 2000, false);


--
-- Name: auth_group_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_permission_id_seq', 532, true);


--
-- Name: auth_user_groups_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_user_groups_id_seq', 1, false);


--
-- Name: auth_user_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_user_id_seq', 1, false);


--
-- Name: auth_user_user_permissions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_user_user_permissions_id_seq', 1, false);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_content_type_id_seq', 133, true);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_migrations_id_seq', 152, true);


--
-- Name: membership_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.membership_id_seq', 1, false);


--
-- Name: posting_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.posting_id_seq', 1, false);


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);


--
-- Name: procrastinate_workers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);


--
-- Name: access_act access_act_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_act
    ADD CONSTRAINT access_act_pkey PRIMARY KEY (practice_id, id);


--
-- Name: account_number account_number_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_number
    ADD CONSTRAINT account_number_pkey PRIMARY KEY (practice_id, id);


--
-- Name: account_total account_total_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_total
    ADD CONSTRAINT account_total_pkey PRIMARY KEY (practice_id, account);


--
-- Name: acknowledgement acknowledgement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.acknowledgement
    ADD CONSTRAINT acknowledgement_pkey PRIMARY KEY (practice_id, id);


--
-- Name: administration administration_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administration
    ADD CONSTRAINT administration_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: administration administration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administration
    ADD CONSTRAINT administration_pkey PRIMARY KEY (practice_id, id);


--
-- Name: advance_notice advance_notice_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.advance_notice
    ADD CONSTRAINT advance_notice_pkey PRIMARY KEY (practice_id, id);


--
-- Name: advice advice_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.advice
    ADD CONSTRAINT advice_pkey PRIMARY KEY (practice_id, id);


--
-- Name: aged_total aged_total_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.aged_total
    ADD CONSTRAINT aged_total_pkey PRIMARY KEY (practice_id, account, payer_id, provider_id, service_on);


--
-- Name: allergy allergy_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allergy
    ADD CONSTRAINT allergy_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: allergy allergy_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allergy
    ADD CONSTRAINT allergy_pkey PRIMARY KEY (practice_id, id);


--
-- Name: allocation allocation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT allocation_pkey PRIMARY KEY (practice_id, id);


--
-- Name: appeal appeal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT appeal_pkey PRIMARY KEY (practice_id, id);


--
-- Name: appointment appointment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_pkey PRIMARY KEY (practice_id, id);


--
-- Name: audit_chain audit_chain_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_chain
    ADD CONSTRAINT audit_chain_pkey PRIMARY KEY (practice_id);


--
-- Name: audit_entry audit_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (practice_id, id);


--
-- Name: auth_group auth_group_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);


--
-- Name: auth_group_permissions auth_group_permissions_group_id_permission_id_0cd325b0_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);


--
-- Name: auth_group_permissions auth_group_permissions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);


--
-- Name: auth_group auth_group_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);


--
-- Name: auth_permission auth_permission_content_type_id_codename_01ab375a_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);


--
-- Name: auth_permission auth_permission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);


--
-- Name: auth_user_groups auth_user_groups_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_pkey PRIMARY KEY (id);


--
-- Name: auth_user_groups auth_user_groups_user_id_group_id_94350c0c_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_group_id_94350c0c_uniq UNIQUE (user_id, group_id);


--
-- Name: auth_user auth_user_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_pkey PRIMARY KEY (id);


--
-- Name: auth_user_user_permissions auth_user_user_permissions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_pkey PRIMARY KEY (id);


--
-- Name: auth_user_user_permissions auth_user_user_permissions_user_id_permission_id_14a6b632_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_permission_id_14a6b632_uniq UNIQUE (user_id, permission_id);


--
-- Name: auth_user auth_user_username_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_username_key UNIQUE (username);


--
-- Name: authorization authorization_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."authorization"
    ADD CONSTRAINT authorization_pkey PRIMARY KEY (practice_id, id);


--
-- Name: balance_act balance_act_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.balance_act
    ADD CONSTRAINT balance_act_pkey PRIMARY KEY (practice_id, id);


--
-- Name: benefits benefits_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.benefits
    ADD CONSTRAINT benefits_pkey PRIMARY KEY (practice_id, id);


--
-- Name: billing_mark billing_mark_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.billing_mark
    ADD CONSTRAINT billing_mark_pkey PRIMARY KEY (practice_id, id);


--
-- Name: brought_file brought_file_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.brought_file
    ADD CONSTRAINT brought_file_pkey PRIMARY KEY (practice_id, id);


--
-- Name: card_charge card_charge_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_charge
    ADD CONSTRAINT card_charge_pkey PRIMARY KEY (practice_id, id);


--
-- Name: card_image card_image_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_image
    ADD CONSTRAINT card_image_pkey PRIMARY KEY (practice_id, id);


--
-- Name: card_on_file card_on_file_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_on_file
    ADD CONSTRAINT card_on_file_pkey PRIMARY KEY (practice_id, id);


--
-- Name: charge_line charge_line_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_line
    ADD CONSTRAINT charge_line_pkey PRIMARY KEY (practice_id, id);


--
-- Name: charge_proposal charge_proposal_lives_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_proposal
    ADD CONSTRAINT charge_proposal_lives_once EXCLUDE USING btree (practice_id WITH =, source_id WITH =, part WITH =, source_kind WITH =) WHERE ((state <> 'withdrawn'::text)) DEFERRABLE;


--
-- Name: charge_proposal charge_proposal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_proposal
    ADD CONSTRAINT charge_proposal_pkey PRIMARY KEY (practice_id, id);


--
-- Name: chart_pair chart_pair_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.chart_pair
    ADD CONSTRAINT chart_pair_pkey PRIMARY KEY (practice_id, id);


--
-- Name: claim claim_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT claim_pkey PRIMARY KEY (practice_id, id);


--
-- Name: claim_revision claim_revision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_revision
    ADD CONSTRAINT claim_revision_pkey PRIMARY KEY (practice_id, id);


--
-- Name: closed_days closed_days_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.closed_days
    ADD CONSTRAINT closed_days_pkey PRIMARY KEY (practice_id, id);


--
-- Name: code_autonomy code_autonomy_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.code_autonomy
    ADD CONSTRAINT code_autonomy_pkey PRIMARY KEY (practice_id, id);


--
-- Name: code_list code_list_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.code_list
    ADD CONSTRAINT code_list_pkey PRIMARY KEY (practice_id, id);


--
-- Name: code_pack_bytes code_pack_bytes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.code_pack_bytes
    ADD CONSTRAINT code_pack_bytes_pkey PRIMARY KEY (practice_id, id);


--
-- Name: code_pack code_pack_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.code_pack
    ADD CONSTRAINT code_pack_pkey PRIMARY KEY (practice_id, id);


--
-- Name: coding_calibration coding_calibration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coding_calibration
    ADD CONSTRAINT coding_calibration_pkey PRIMARY KEY (practice_id, id);


--
-- Name: coding_decision coding_decision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coding_decision
    ADD CONSTRAINT coding_decision_pkey PRIMARY KEY (practice_id, id);


--
-- Name: coding_review coding_review_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coding_review
    ADD CONSTRAINT coding_review_pkey PRIMARY KEY (practice_id, id);


--
-- Name: collection_cost collection_cost_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.collection_cost
    ADD CONSTRAINT collection_cost_pkey PRIMARY KEY (practice_id, id);


--
-- Name: comment comment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT comment_pkey PRIMARY KEY (practice_id, id);


--
-- Name: control_number control_number_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.control_number
    ADD CONSTRAINT control_number_pkey PRIMARY KEY (practice_id, id);


--
-- Name: coverage coverage_never_overlaps; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coverage
    ADD CONSTRAINT coverage_never_overlaps EXCLUDE USING gist (practice_id WITH =, patient_id WITH =, rank WITH =, daterange(since_on, until_on) WITH &&) DEFERRABLE;


--
-- Name: coverage coverage_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coverage
    ADD CONSTRAINT coverage_pkey PRIMARY KEY (practice_id, id);


--
-- Name: day_close day_close_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.day_close
    ADD CONSTRAINT day_close_pkey PRIMARY KEY (practice_id, id);


--
-- Name: day_total day_total_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.day_total
    ADD CONSTRAINT day_total_pkey PRIMARY KEY (practice_id, effective_on, account, reason);


--
-- Name: denial denial_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.denial
    ADD CONSTRAINT denial_pkey PRIMARY KEY (practice_id, id);


--
-- Name: deposit deposit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deposit
    ADD CONSTRAINT deposit_pkey PRIMARY KEY (practice_id, id);


--
-- Name: dictation_audio dictation_audio_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dictation_audio
    ADD CONSTRAINT dictation_audio_pkey PRIMARY KEY (practice_id, dictation_id, number);


--
-- Name: dictation dictation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dictation
    ADD CONSTRAINT dictation_pkey PRIMARY KEY (practice_id, id);


--
-- Name: disclosure_consent disclosure_consent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclosure_consent
    ADD CONSTRAINT disclosure_consent_pkey PRIMARY KEY (practice_id, id);


--
-- Name: django_content_type django_content_type_app_label_model_76bd3d3b_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);


--
-- Name: django_content_type django_content_type_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);


--
-- Name: django_migrations django_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);


--
-- Name: django_session django_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);


--
-- Name: document document_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (practice_id, id);


--
-- Name: drawer_count drawer_count_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.drawer_count
    ADD CONSTRAINT drawer_count_pkey PRIMARY KEY (practice_id, id);


--
-- Name: due_total due_total_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.due_total
    ADD CONSTRAINT due_total_pkey PRIMARY KEY (practice_id, account, payer_id, provider_id);


--
-- Name: enrollment enrollment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.enrollment
    ADD CONSTRAINT enrollment_pkey PRIMARY KEY (practice_id, id);


--
-- Name: estimate_notice estimate_notice_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.estimate_notice
    ADD CONSTRAINT estimate_notice_pkey PRIMARY KEY (practice_id, id);


--
-- Name: family_history family_history_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.family_history
    ADD CONSTRAINT family_history_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: family_history family_history_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.family_history
    ADD CONSTRAINT family_history_pkey PRIMARY KEY (practice_id, id);


--
-- Name: fee_schedule fee_schedule_never_overlaps; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fee_schedule
    ADD CONSTRAINT fee_schedule_never_overlaps EXCLUDE USING gist (practice_id WITH =, COALESCE(payer_id, (0)::bigint) WITH =, COALESCE(location_id, (0)::bigint) WITH =, daterange(since_on, until_on) WITH &&) DEFERRABLE;


--
-- Name: fee_schedule fee_schedule_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fee_schedule
    ADD CONSTRAINT fee_schedule_pkey PRIMARY KEY (practice_id, id);


--
-- Name: finding_override finding_override_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.finding_override
    ADD CONSTRAINT finding_override_pkey PRIMARY KEY (practice_id, id);


--
-- Name: form_sent form_sent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.form_sent
    ADD CONSTRAINT form_sent_pkey PRIMARY KEY (practice_id, key);


--
-- Name: goal goal_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goal
    ADD CONSTRAINT goal_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: goal goal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goal
    ADD CONSTRAINT goal_pkey PRIMARY KEY (practice_id, id);


--
-- Name: immunization immunization_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.immunization
    ADD CONSTRAINT immunization_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: immunization immunization_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.immunization
    ADD CONSTRAINT immunization_pkey PRIMARY KEY (practice_id, id);


--
-- Name: interchange_bytes interchange_bytes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.interchange_bytes
    ADD CONSTRAINT interchange_bytes_pkey PRIMARY KEY (practice_id, interchange_id);


--
-- Name: interchange interchange_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.interchange
    ADD CONSTRAINT interchange_pkey PRIMARY KEY (practice_id, id);


--
-- Name: journal_export journal_export_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.journal_export
    ADD CONSTRAINT journal_export_pkey PRIMARY KEY (practice_id, id);


--
-- Name: judgement judgement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT judgement_pkey PRIMARY KEY (practice_id, id);


--
-- Name: kept_board kept_board_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_board
    ADD CONSTRAINT kept_board_pkey PRIMARY KEY (practice_id, on_day, entry_id, period, definitions);


--
-- Name: kept_lag kept_lag_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_lag
    ADD CONSTRAINT kept_lag_pkey PRIMARY KEY (practice_id, service_on);


--
-- Name: kept_owed kept_owed_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_owed
    ADD CONSTRAINT kept_owed_pkey PRIMARY KEY (practice_id, place);


--
-- Name: kept_preview_part kept_preview_part_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_preview_part
    ADD CONSTRAINT kept_preview_part_pkey PRIMARY KEY (practice_id, remittance_id, ordinal);


--
-- Name: kept_preview kept_preview_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_preview
    ADD CONSTRAINT kept_preview_pkey PRIMARY KEY (practice_id, remittance_id);


--
-- Name: kept_receivable kept_receivable_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_receivable
    ADD CONSTRAINT kept_receivable_pkey PRIMARY KEY (practice_id, on_day);


--
-- Name: kept_standing kept_standing_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_standing
    ADD CONSTRAINT kept_standing_pkey PRIMARY KEY (practice_id);


--
-- Name: kept_variance kept_variance_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_variance
    ADD CONSTRAINT kept_variance_pkey PRIMARY KEY (practice_id);


--
-- Name: location location_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.location
    ADD CONSTRAINT location_pkey PRIMARY KEY (practice_id, id);


--
-- Name: long_run long_run_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.long_run
    ADD CONSTRAINT long_run_pkey PRIMARY KEY (practice_id, id);


--
-- Name: medication medication_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.medication
    ADD CONSTRAINT medication_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: medication medication_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.medication
    ADD CONSTRAINT medication_pkey PRIMARY KEY (practice_id, id);


--
-- Name: membership membership_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_once UNIQUE (user_id, practice_id, role);


--
-- Name: membership membership_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (id);


--
-- Name: mend_consent mend_consent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mend_consent
    ADD CONSTRAINT mend_consent_pkey PRIMARY KEY (practice_id, id);


--
-- Name: model_opinion model_opinion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_opinion
    ADD CONSTRAINT model_opinion_pkey PRIMARY KEY (practice_id, id);


--
-- Name: month_close month_close_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.month_close
    ADD CONSTRAINT month_close_pkey PRIMARY KEY (practice_id, id);


--
-- Name: msp_questionnaire msp_questionnaire_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.msp_questionnaire
    ADD CONSTRAINT msp_questionnaire_pkey PRIMARY KEY (practice_id, id);


--
-- Name: no_charge no_charge_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.no_charge
    ADD CONSTRAINT no_charge_pkey PRIMARY KEY (practice_id, id);


--
-- Name: note_draft note_draft_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.note_draft
    ADD CONSTRAINT note_draft_pkey PRIMARY KEY (practice_id, visit_id);


--
-- Name: note note_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.note
    ADD CONSTRAINT note_pkey PRIMARY KEY (practice_id, id);


--
-- Name: notice notice_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (practice_id, id);


--
-- Name: open_hours open_hours_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.open_hours
    ADD CONSTRAINT open_hours_pkey PRIMARY KEY (practice_id, id);


--
-- Name: order order_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."order"
    ADD CONSTRAINT order_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: order order_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."order"
    ADD CONSTRAINT order_pkey PRIMARY KEY (practice_id, id);


--
-- Name: overpayment overpayment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.overpayment
    ADD CONSTRAINT overpayment_pkey PRIMARY KEY (practice_id, id);


--
-- Name: patient patient_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.patient
    ADD CONSTRAINT patient_pkey PRIMARY KEY (practice_id, id);


--
-- Name: patient_total patient_total_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.patient_total
    ADD CONSTRAINT patient_total_pkey PRIMARY KEY (practice_id, patient_id, line_id);


--
-- Name: pay_link pay_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pay_link
    ADD CONSTRAINT pay_link_pkey PRIMARY KEY (practice_id, id);


--
-- Name: pay_link pay_link_stands_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pay_link
    ADD CONSTRAINT pay_link_stands_once EXCLUDE USING btree (practice_id WITH =, guarantor WITH =) WHERE ((state = 'standing'::text)) DEFERRABLE;


--
-- Name: payer_call payer_call_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_call
    ADD CONSTRAINT payer_call_pkey PRIMARY KEY (practice_id, id);


--
-- Name: payer_contract payer_contract_never_overlaps; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_contract
    ADD CONSTRAINT payer_contract_never_overlaps EXCLUDE USING gist (practice_id WITH =, payer_id WITH =, COALESCE(plan_id, (0)::bigint) WITH =, COALESCE(location_id, (0)::bigint) WITH =, daterange(since_on, until_on) WITH &&) WHERE (is_in_force) DEFERRABLE;


--
-- Name: payer_contract payer_contract_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_contract
    ADD CONSTRAINT payer_contract_pkey PRIMARY KEY (practice_id, id);


--
-- Name: payer payer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer
    ADD CONSTRAINT payer_pkey PRIMARY KEY (practice_id, id);


--
-- Name: payer_plan payer_plan_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_plan
    ADD CONSTRAINT payer_plan_pkey PRIMARY KEY (practice_id, id);


--
-- Name: payment_plan payment_plan_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payment_plan
    ADD CONSTRAINT payment_plan_pkey PRIMARY KEY (practice_id, id);


--
-- Name: person_choices person_choices_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person_choices
    ADD CONSTRAINT person_choices_pkey PRIMARY KEY (user_id);


--
-- Name: place_enrollment place_enrollment_never_overlaps; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.place_enrollment
    ADD CONSTRAINT place_enrollment_never_overlaps EXCLUDE USING gist (practice_id WITH =, location_id WITH =, payer_id WITH =, daterange(since_on, until_on) WITH &&) WHERE ((state = 'in_force'::text));


--
-- Name: place_enrollment place_enrollment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.place_enrollment
    ADD CONSTRAINT place_enrollment_pkey PRIMARY KEY (practice_id, id);


--
-- Name: placement placement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_pkey PRIMARY KEY (practice_id, id);


--
-- Name: posting posting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.posting
    ADD CONSTRAINT posting_pkey PRIMARY KEY (practice_id, id);


--
-- Name: practice practice_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.practice
    ADD CONSTRAINT practice_pkey PRIMARY KEY (practice_id, id);


--
-- Name: problem problem_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.problem
    ADD CONSTRAINT problem_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: problem problem_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.problem
    ADD CONSTRAINT problem_pkey PRIMARY KEY (practice_id, id);


--
-- Name: procedure procedure_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: procedure procedure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_pkey PRIMARY KEY (practice_id, id);


--
-- Name: procrastinate_events procrastinate_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);


--
-- Name: procrastinate_jobs procrastinate_jobs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);


--
-- Name: procrastinate_workers procrastinate_workers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);


--
-- Name: provider provider_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider
    ADD CONSTRAINT provider_pkey PRIMARY KEY (practice_id, id);


--
-- Name: provider_query provider_query_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_query
    ADD CONSTRAINT provider_query_pkey PRIMARY KEY (practice_id, id);


--
-- Name: psychotherapy_note psychotherapy_note_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.psychotherapy_note
    ADD CONSTRAINT psychotherapy_note_pkey PRIMARY KEY (practice_id, id);


--
-- Name: psychotherapy_text psychotherapy_text_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.psychotherapy_text
    ADD CONSTRAINT psychotherapy_text_pkey PRIMARY KEY (practice_id, id);


--
-- Name: receipt receipt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_pkey PRIMARY KEY (practice_id, id);


--
-- Name: record record_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record
    ADD CONSTRAINT record_pkey PRIMARY KEY (practice_id, id, version);


--
-- Name: refund refund_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_pkey PRIMARY KEY (practice_id, id);


--
-- Name: release release_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_pkey PRIMARY KEY (practice_id, id);


--
-- Name: remittance remittance_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.remittance
    ADD CONSTRAINT remittance_pkey PRIMARY KEY (practice_id, id);


--
-- Name: report report_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: report report_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (practice_id, id);


--
-- Name: result result_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT result_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: result result_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT result_pkey PRIMARY KEY (practice_id, id);


--
-- Name: route_test route_test_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.route_test
    ADD CONSTRAINT route_test_pkey PRIMARY KEY (practice_id, id);


--
-- Name: rule_stop rule_stop_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rule_stop
    ADD CONSTRAINT rule_stop_pkey PRIMARY KEY (practice_id, id);


--
-- Name: signed_day signed_day_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signed_day
    ADD CONSTRAINT signed_day_pkey PRIMARY KEY (practice_id, id);


--
-- Name: signed_form signed_form_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signed_form
    ADD CONSTRAINT signed_form_pkey PRIMARY KEY (practice_id, id);


--
-- Name: social_history social_history_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.social_history
    ADD CONSTRAINT social_history_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: social_history social_history_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.social_history
    ADD CONSTRAINT social_history_pkey PRIMARY KEY (practice_id, id);


--
-- Name: statement statement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_pkey PRIMARY KEY (practice_id, id);


--
-- Name: superbill superbill_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.superbill
    ADD CONSTRAINT superbill_pkey PRIMARY KEY (practice_id, id);


--
-- Name: takeback_act takeback_act_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.takeback_act
    ADD CONSTRAINT takeback_act_pkey PRIMARY KEY (practice_id, id);


--
-- Name: task task_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (practice_id, id);


--
-- Name: transmission transmission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.transmission
    ADD CONSTRAINT transmission_pkey PRIMARY KEY (practice_id, id);


--
-- Name: visit visit_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: visit visit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_pkey PRIMARY KEY (practice_id, id);


--
-- Name: visit_type visit_type_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visit_type
    ADD CONSTRAINT visit_type_pkey PRIMARY KEY (practice_id, id);


--
-- Name: vital_sign vital_sign_of_patient; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vital_sign
    ADD CONSTRAINT vital_sign_of_patient UNIQUE (practice_id, id, patient_id);


--
-- Name: vital_sign vital_sign_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vital_sign
    ADD CONSTRAINT vital_sign_pkey PRIMARY KEY (practice_id, id);


--
-- Name: work_view work_view_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.work_view
    ADD CONSTRAINT work_view_pkey PRIMARY KEY (practice_id, id);


--
-- Name: access_act_person_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_act_person_id_idx ON public.access_act USING btree (practice_id, person, id);


--
-- Name: acknowledgement_interchange_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX acknowledgement_interchange_id_idx ON public.acknowledgement USING btree (practice_id, interchange_id);


--
-- Name: acknowledgement_original_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX acknowledgement_original_id_idx ON public.acknowledgement USING btree (practice_id, original_id);


--
-- Name: administration_patient_id_happened_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX administration_patient_id_happened_on_id_idx ON public.administration USING btree (practice_id, patient_id, happened_on DESC, id DESC);


--
-- Name: administration_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX administration_visit_id_idx ON public.administration USING btree (practice_id, visit_id) WHERE (visit_id IS NOT NULL);


--
-- Name: advance_notice_patient_id_state_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX advance_notice_patient_id_state_idx ON public.advance_notice USING btree (practice_id, patient_id, state);


--
-- Name: advance_notice_state_service_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX advance_notice_state_service_on_idx ON public.advance_notice USING btree (practice_id, state, service_on);


--
-- Name: advice_claim_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX advice_claim_id_idx ON public.advice USING btree (practice_id, claim_id) WHERE (claim_id IS NOT NULL);


--
-- Name: advice_remittance_id_ordinal_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX advice_remittance_id_ordinal_idx ON public.advice USING btree (practice_id, remittance_id, ordinal);


--
-- Name: aged_total_service_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX aged_total_service_on_idx ON public.aged_total USING btree (practice_id, service_on);


--
-- Name: allergy_patient_id_happened_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX allergy_patient_id_happened_on_id_idx ON public.allergy USING btree (practice_id, patient_id, happened_on DESC, id DESC);


--
-- Name: allocation_line_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX allocation_line_id_idx ON public.allocation USING btree (practice_id, line_id);


--
-- Name: allocation_receipt_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX allocation_receipt_id_idx ON public.allocation USING btree (practice_id, receipt_id);


--
-- Name: appeal_denial_id_level_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX appeal_denial_id_level_idx ON public.appeal USING btree (practice_id, denial_id, level);


--
-- Name: appeal_state_sent_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appeal_state_sent_on_idx ON public.appeal USING btree (practice_id, state, sent_on);


--
-- Name: appeal_waits_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX appeal_waits_once ON public.appeal USING btree (practice_id, denial_id) WHERE (state = 'sent'::text);


--
-- Name: appointment_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appointment_patient_id_idx ON public.appointment USING btree (practice_id, patient_id);


--
-- Name: appointment_provider_id_starts_at_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appointment_provider_id_starts_at_id_idx ON public.appointment USING btree (practice_id, provider_id, starts_at, id);


--
-- Name: appointment_provider_id_starts_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appointment_provider_id_starts_at_idx ON public.appointment USING btree (practice_id, provider_id, starts_at) WHERE (state = 'arrived'::text);


--
-- Name: appointment_starts_at_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appointment_starts_at_id_idx ON public.appointment USING btree (practice_id, starts_at, id);


--
-- Name: audit_entry_actor_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_actor_id_idx ON public.audit_entry USING btree (practice_id, actor, id);


--
-- Name: audit_entry_effective_on_actor_flow_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_effective_on_actor_flow_idx ON public.audit_entry USING btree (practice_id, effective_on, actor, flow);


--
-- Name: audit_entry_effective_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_effective_on_id_idx ON public.audit_entry USING btree (practice_id, effective_on, id);


--
-- Name: audit_entry_recorded_at_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_recorded_at_id_idx ON public.audit_entry USING btree (practice_id, recorded_at, id);


--
-- Name: auth_group_name_a6ea08ec_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);


--
-- Name: auth_group_permissions_group_id_b120cbf9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);


--
-- Name: auth_group_permissions_permission_id_84c5c92e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);


--
-- Name: auth_permission_content_type_id_2f476e4b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);


--
-- Name: auth_user_groups_group_id_97559544; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_user_groups_group_id_97559544 ON public.auth_user_groups USING btree (group_id);


--
-- Name: auth_user_groups_user_id_6a12ed8b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_user_groups_user_id_6a12ed8b ON public.auth_user_groups USING btree (user_id);


--
-- Name: auth_user_user_permissions_permission_id_1fbb5f2c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_user_user_permissions_permission_id_1fbb5f2c ON public.auth_user_user_permissions USING btree (permission_id);


--
-- Name: auth_user_user_permissions_user_id_a95ead1b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_user_user_permissions_user_id_a95ead1b ON public.auth_user_user_permissions USING btree (user_id);


--
-- Name: auth_user_username_6821ab7c_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_user_username_6821ab7c_like ON public.auth_user USING btree (username varchar_pattern_ops);


--
-- Name: authorization_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX authorization_patient_id_idx ON public."authorization" USING btree (practice_id, patient_id);


--
-- Name: balance_act_claim_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX balance_act_claim_id_idx ON public.balance_act USING btree (practice_id, claim_id) WHERE (claim_id IS NOT NULL);


--
-- Name: balance_act_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX balance_act_patient_id_idx ON public.balance_act USING btree (practice_id, patient_id) WHERE (patient_id IS NOT NULL);


--
-- Name: balance_act_state_cents_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX balance_act_state_cents_idx ON public.balance_act USING btree (practice_id, state, cents);


--
-- Name: benefits_coverage_id_service_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX benefits_coverage_id_service_on_idx ON public.benefits USING btree (practice_id, coverage_id, service_on);


--
-- Name: benefits_patient_id_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX benefits_patient_id_id_idx ON public.benefits USING btree (practice_id, patient_id, id);


--
-- Name: billing_mark_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX billing_mark_patient_id_idx ON public.billing_mark USING btree (practice_id, patient_id);


--
-- Name: card_charge_link_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX card_charge_link_id_idx ON public.card_charge USING btree (practice_id, link_id) WHERE (link_id IS NOT NULL);


--
-- Name: card_charge_state_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX card_charge_state_idx ON public.card_charge USING btree (practice_id, state) WHERE (state = 'asked'::text);


--
-- Name: card_image_patient_id_coverage_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX card_image_patient_id_coverage_id_idx ON public.card_image USING btree (practice_id, patient_id, coverage_id);


--
-- Name: card_on_file_stands_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX card_on_file_stands_once ON public.card_on_file USING btree (practice_id, plan_id) WHERE (state = 'standing'::text);


--
-- Name: charge_line_code_service_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX charge_line_code_service_on_id_idx ON public.charge_line USING btree (practice_id, code, service_on DESC, id DESC) WHERE (NOT is_taken_back);


--
-- Name: charge_line_control_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX charge_line_control_idx ON public.charge_line USING btree (practice_id, control);


--
-- Name: charge_line_patient_id_service_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX charge_line_patient_id_service_on_idx ON public.charge_line USING btree (practice_id, patient_id, service_on);


--
-- Name: charge_line_provider_id_service_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX charge_line_provider_id_service_on_idx ON public.charge_line USING btree (practice_id, provider_id, service_on, visit_id) INCLUDE (charge_cents, is_taken_back, id);


--
-- Name: charge_line_schedule_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX charge_line_schedule_id_idx ON public.charge_line USING btree (practice_id, schedule_id) WHERE (schedule_id IS NOT NULL);


--
-- Name: charge_line_service_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX charge_line_service_on_idx ON public.charge_line USING btree (practice_id, service_on) INCLUDE (provider_id, visit_id, charge_cents) WHERE (NOT is_taken_back);


--
-- Name: charge_line_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX charge_line_visit_id_idx ON public.charge_line USING btree (practice_id, visit_id);


--
-- Name: charge_proposal_line_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX charge_proposal_line_id_idx ON public.charge_proposal USING btree (practice_id, line_id) WHERE (line_id IS NOT NULL);


--
-- Name: charge_proposal_source_kind_source_id_source_version_card_part_; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX charge_proposal_source_kind_source_id_source_version_card_part_ ON public.charge_proposal USING btree (practice_id, source_kind, source_id, source_version, card, part);


--
-- Name: charge_proposal_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX charge_proposal_visit_id_idx ON public.charge_proposal USING btree (practice_id, visit_id);


--
-- Name: chart_pair_is_merged_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX chart_pair_is_merged_once ON public.chart_pair USING btree (practice_id, merged_id) WHERE (state = 'merged'::text);


--
-- Name: chart_pair_merged_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX chart_pair_merged_id_idx ON public.chart_pair USING btree (practice_id, merged_id);


--
-- Name: chart_pair_survivor_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX chart_pair_survivor_id_idx ON public.chart_pair USING btree (practice_id, survivor_id);


--
-- Name: claim_control_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX claim_control_idx ON public.claim USING btree (practice_id, control);


--
-- Name: claim_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_patient_id_idx ON public.claim USING btree (practice_id, patient_id);


--
-- Name: claim_payer_control_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_payer_control_idx ON public.claim USING btree (practice_id, payer_control) WHERE (payer_control <> ''::text);


--
-- Name: claim_payer_id_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_payer_id_id_idx ON public.claim USING btree (practice_id, payer_id, id);


--
-- Name: claim_payer_id_state_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_payer_id_state_id_idx ON public.claim USING btree (practice_id, payer_id, state, id);


--
-- Name: claim_revision_claim_id_number_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX claim_revision_claim_id_number_idx ON public.claim_revision USING btree (practice_id, claim_id, number);


--
-- Name: claim_revision_often_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_revision_often_idx ON public.claim_revision USING btree (practice_id, claim_id) WHERE (number >= 4);


--
-- Name: claim_service_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_service_on_id_idx ON public.claim USING btree (practice_id, service_on, id);


--
-- Name: claim_state_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_state_id_idx ON public.claim USING btree (practice_id, state, id);


--
-- Name: claim_state_since_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_state_since_on_id_idx ON public.claim USING btree (practice_id, state, since_on, id);


--
-- Name: claim_to_mend_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_to_mend_idx ON public.claim USING btree (practice_id, id) WHERE (state = ANY (ARRAY['held'::text, 'rejected'::text]));


--
-- Name: claim_total_cents_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_total_cents_id_idx ON public.claim USING btree (practice_id, total_cents, id);


--
-- Name: claim_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_visit_id_idx ON public.claim USING btree (practice_id, visit_id);


--
-- Name: claim_wait_until_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_wait_until_idx ON public.claim USING btree (practice_id, wait_until) WHERE (wait_until IS NOT NULL);


--
-- Name: code_autonomy_code_kind_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX code_autonomy_code_kind_idx ON public.code_autonomy USING btree (practice_id, code_kind);


--
-- Name: code_pack_bytes_name_ordinal_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX code_pack_bytes_name_ordinal_idx ON public.code_pack_bytes USING btree (practice_id, name, ordinal);


--
-- Name: code_pack_name_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX code_pack_name_idx ON public.code_pack USING btree (practice_id, name);


--
-- Name: coding_calibration_one_a_practice; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX coding_calibration_one_a_practice ON public.coding_calibration USING btree (practice_id);


--
-- Name: coding_decision_code_decided_on_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX coding_decision_code_decided_on_visit_id_idx ON public.coding_decision USING btree (practice_id, code, decided_on, visit_id) WHERE (action <> 'reject'::text);


--
-- Name: coding_decision_decided_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX coding_decision_decided_on_idx ON public.coding_decision USING btree (practice_id, decided_on);


--
-- Name: coding_decision_decided_on_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX coding_decision_decided_on_visit_id_idx ON public.coding_decision USING btree (practice_id, decided_on, visit_id) WHERE (suggested_code <> ''::text);


--
-- Name: coding_decision_patient_id_decided_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX coding_decision_patient_id_decided_on_idx ON public.coding_decision USING btree (practice_id, patient_id, decided_on);


--
-- Name: coding_decision_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX coding_decision_visit_id_idx ON public.coding_decision USING btree (practice_id, visit_id);


--
-- Name: coding_review_state_due_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX coding_review_state_due_on_idx ON public.coding_review USING btree (practice_id, state, due_on);


--
-- Name: coding_review_superbill_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX coding_review_superbill_id_idx ON public.coding_review USING btree (practice_id, superbill_id) WHERE (state = ANY (ARRAY['drawn'::text, 'differs'::text]));


--
-- Name: coding_review_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX coding_review_visit_id_idx ON public.coding_review USING btree (practice_id, visit_id);


--
-- Name: collection_cost_month_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX collection_cost_month_on_idx ON public.collection_cost USING btree (practice_id, month_on);


--
-- Name: comment_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX comment_patient_id_idx ON public.comment USING btree (practice_id, patient_id);


--
-- Name: control_number_receiver_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX control_number_receiver_idx ON public.control_number USING btree (practice_id, receiver);


--
-- Name: coverage_member_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX coverage_member_id_idx ON public.coverage USING btree (practice_id, member_id);


--
-- Name: coverage_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX coverage_patient_id_idx ON public.coverage USING btree (practice_id, patient_id);


--
-- Name: day_close_closed_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX day_close_closed_on_idx ON public.day_close USING btree (practice_id, closed_on);


--
-- Name: denial_carc_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX denial_carc_id_idx ON public.denial USING btree (practice_id, carc, id);


--
-- Name: denial_claim_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX denial_claim_id_idx ON public.denial USING btree (practice_id, claim_id);


--
-- Name: denial_line_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX denial_line_id_idx ON public.denial USING btree (practice_id, line_id) WHERE (line_id IS NOT NULL);


--
-- Name: denial_live_carc_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX denial_live_carc_idx ON public.denial USING btree (practice_id, carc, id) WHERE (state = ANY (ARRAY['open'::text, 'appealed'::text, 'resent'::text, 'upheld'::text]));


--
-- Name: denial_live_due_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX denial_live_due_idx ON public.denial USING btree (practice_id, due_on, id) WHERE (state = ANY (ARRAY['open'::text, 'appealed'::text, 'resent'::text, 'upheld'::text]));


--
-- Name: denial_state_due_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX denial_state_due_on_idx ON public.denial USING btree (practice_id, state, due_on);


--
-- Name: deposit_any_trace_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX deposit_any_trace_idx ON public.deposit USING btree (practice_id, trace);


--
-- Name: deposit_cents_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX deposit_cents_idx ON public.deposit USING btree (practice_id, cents) WHERE ((remittance_id IS NULL) AND (deposit_kind = ANY (ARRAY['eft'::text, 'check'::text])));


--
-- Name: deposit_deposit_kind_deposited_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX deposit_deposit_kind_deposited_on_id_idx ON public.deposit USING btree (practice_id, deposit_kind, deposited_on, id);


--
-- Name: deposit_deposited_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX deposit_deposited_on_idx ON public.deposit USING btree (practice_id, deposited_on);


--
-- Name: deposit_echo_cents_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX deposit_echo_cents_idx ON public.deposit USING btree (practice_id, cents) WHERE (deposit_kind = 'echo'::text);


--
-- Name: deposit_echo_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX deposit_echo_idx ON public.deposit USING btree (practice_id, trace) WHERE (deposit_kind = 'echo'::text);


--
-- Name: deposit_remittance_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX deposit_remittance_id_idx ON public.deposit USING btree (practice_id, remittance_id) WHERE (remittance_id IS NOT NULL);


--
-- Name: deposit_trace_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX deposit_trace_idx ON public.deposit USING btree (practice_id, trace) WHERE (deposit_kind = 'slip'::text);


--
-- Name: dictation_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX dictation_visit_id_idx ON public.dictation USING btree (practice_id, visit_id);


--
-- Name: disclosure_consent_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX disclosure_consent_patient_id_idx ON public.disclosure_consent USING btree (practice_id, patient_id);


--
-- Name: django_session_expire_date_a5c62663; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);


--
-- Name: django_session_session_key_c0390e0f_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);


--
-- Name: document_patient_id_signed_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX document_patient_id_signed_on_id_idx ON public.document USING btree (practice_id, patient_id, signed_on DESC, id DESC);


--
-- Name: document_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX document_visit_id_idx ON public.document USING btree (practice_id, visit_id);


--
-- Name: drawer_count_counted_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX drawer_count_counted_on_idx ON public.drawer_count USING btree (practice_id, counted_on);


--
-- Name: enrollment_provider_id_payer_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX enrollment_provider_id_payer_id_idx ON public.enrollment USING btree (practice_id, provider_id, payer_id);


--
-- Name: estimate_notice_appointment_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX estimate_notice_appointment_id_idx ON public.estimate_notice USING btree (practice_id, appointment_id) WHERE (appointment_id IS NOT NULL);


--
-- Name: estimate_notice_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX estimate_notice_patient_id_idx ON public.estimate_notice USING btree (practice_id, patient_id);


--
-- Name: family_history_patient_id_happened_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX family_history_patient_id_happened_on_id_idx ON public.family_history USING btree (practice_id, patient_id, happened_on DESC, id DESC);


--
-- Name: finding_override_revision_id_finding_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX finding_override_revision_id_finding_idx ON public.finding_override USING btree (practice_id, revision_id, finding);


--
-- Name: goal_patient_id_happened_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goal_patient_id_happened_on_id_idx ON public.goal USING btree (practice_id, patient_id, happened_on DESC, id DESC);


--
-- Name: idx_procrastinate_jobs_worker_not_null; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));


--
-- Name: idx_procrastinate_workers_last_heartbeat; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);


--
-- Name: immunization_patient_id_happened_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX immunization_patient_id_happened_on_id_idx ON public.immunization USING btree (practice_id, patient_id, happened_on DESC, id DESC);


--
-- Name: immunization_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX immunization_visit_id_idx ON public.immunization USING btree (practice_id, visit_id);


--
-- Name: interchange_direction_sha256_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX interchange_direction_sha256_idx ON public.interchange USING btree (practice_id, direction, sha256) WHERE (about <> ALL (ARRAY['refused'::text, 'repeated'::text]));


--
-- Name: interchange_exchanged_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interchange_exchanged_on_id_idx ON public.interchange USING btree (practice_id, exchanged_on, id);


--
-- Name: interchange_name_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interchange_name_idx ON public.interchange USING btree (practice_id, name);


--
-- Name: interchange_out_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interchange_out_idx ON public.interchange USING btree (practice_id, id) WHERE (direction = 'out'::text);


--
-- Name: interchange_receiver_control_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX interchange_receiver_control_idx ON public.interchange USING btree (practice_id, receiver, control) WHERE (direction = 'out'::text);


--
-- Name: journal_export_since_on_until_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX journal_export_since_on_until_on_id_idx ON public.journal_export USING btree (practice_id, since_on, until_on, id);


--
-- Name: judgement_claim_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX judgement_claim_id_idx ON public.judgement USING btree (practice_id, claim_id);


--
-- Name: judgement_revision_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX judgement_revision_id_idx ON public.judgement USING btree (practice_id, revision_id);


--
-- Name: kept_owed_account_line_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX kept_owed_account_line_id_idx ON public.kept_owed USING btree (practice_id, account, line_id) WHERE (cents < 0);


--
-- Name: kept_owed_service_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX kept_owed_service_on_idx ON public.kept_owed USING btree (practice_id, service_on) INCLUDE (thing, account, payer_id, cents);


--
-- Name: kept_owed_thing_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX kept_owed_thing_idx ON public.kept_owed USING btree (practice_id, thing);


--
-- Name: long_run_begun_by_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX long_run_begun_by_id_idx ON public.long_run USING btree (practice_id, begun_by, id) WHERE (NOT is_put_away);


--
-- Name: medication_patient_id_happened_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX medication_patient_id_happened_on_id_idx ON public.medication USING btree (practice_id, patient_id, happened_on DESC, id DESC);


--
-- Name: membership_user_id_3409a104; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX membership_user_id_3409a104 ON public.membership USING btree (user_id);


--
-- Name: mend_consent_card_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mend_consent_card_idx ON public.mend_consent USING btree (practice_id, card);


--
-- Name: model_opinion_note_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_opinion_note_id_idx ON public.model_opinion USING btree (practice_id, note_id);


--
-- Name: month_close_month_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX month_close_month_on_idx ON public.month_close USING btree (practice_id, month_on);


--
-- Name: msp_questionnaire_patient_id_asked_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX msp_questionnaire_patient_id_asked_on_idx ON public.msp_questionnaire USING btree (practice_id, patient_id, asked_on);


--
-- Name: no_charge_appointment_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX no_charge_appointment_id_idx ON public.no_charge USING btree (practice_id, appointment_id) WHERE (appointment_id IS NOT NULL);


--
-- Name: no_charge_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX no_charge_visit_id_idx ON public.no_charge USING btree (practice_id, visit_id) WHERE (visit_id IS NOT NULL);


--
-- Name: note_addendum_to_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX note_addendum_to_id_idx ON public.note USING btree (practice_id, addendum_to_id) WHERE (addendum_to_id IS NOT NULL);


--
-- Name: note_patient_id_signed_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX note_patient_id_signed_on_id_idx ON public.note USING btree (practice_id, patient_id, signed_on DESC, id DESC);


--
-- Name: note_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX note_visit_id_idx ON public.note USING btree (practice_id, visit_id);


--
-- Name: notice_comment_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notice_comment_id_idx ON public.notice USING btree (practice_id, comment_id);


--
-- Name: notice_person_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notice_person_id_idx ON public.notice USING btree (practice_id, person, id) WHERE (state = 'open'::text);


--
-- Name: order_happened_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX order_happened_on_idx ON public."order" USING btree (practice_id, happened_on) WHERE (state = 'ordered'::text);


--
-- Name: order_patient_id_happened_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX order_patient_id_happened_on_id_idx ON public."order" USING btree (practice_id, patient_id, happened_on DESC, id DESC);


--
-- Name: order_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX order_visit_id_idx ON public."order" USING btree (practice_id, visit_id) WHERE (visit_id IS NOT NULL);


--
-- Name: overpayment_claim_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX overpayment_claim_id_idx ON public.overpayment USING btree (practice_id, claim_id) WHERE (fate = 'open'::text);


--
-- Name: patient_birth_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX patient_birth_on_idx ON public.patient USING btree (practice_id, birth_on);


--
-- Name: patient_chart_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX patient_chart_id_idx ON public.patient USING btree (practice_id, chart_id);


--
-- Name: patient_first_name_last_name_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX patient_first_name_last_name_id_idx ON public.patient USING btree (practice_id, first_name COLLATE "C", last_name COLLATE "C", id);


--
-- Name: patient_guarantor_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX patient_guarantor_idx ON public.patient USING btree (practice_id, guarantor);


--
-- Name: patient_last_name_first_name_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX patient_last_name_first_name_id_idx ON public.patient USING btree (practice_id, last_name COLLATE "C", first_name COLLATE "C", id);


--
-- Name: patient_merged_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX patient_merged_idx ON public.patient USING btree (practice_id, id, chart_id) WHERE (chart_id <> id);


--
-- Name: patient_number_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX patient_number_idx ON public.patient USING btree (practice_id, number);


--
-- Name: patient_phone_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX patient_phone_idx ON public.patient USING btree (practice_id, phone);


--
-- Name: patient_total_moved_on_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX patient_total_moved_on_patient_id_idx ON public.patient_total USING btree (practice_id, moved_on, patient_id) WHERE (cents < 0);


--
-- Name: patient_total_open_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX patient_total_open_idx ON public.patient_total USING btree (practice_id, patient_id) INCLUDE (line_id, cents, moved_on) WHERE (cents <> 0);


--
-- Name: pay_link_digest_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX pay_link_digest_idx ON public.pay_link USING btree (practice_id, digest);


--
-- Name: pay_link_statement_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pay_link_statement_id_idx ON public.pay_link USING btree (practice_id, statement_id);


--
-- Name: payer_call_claim_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payer_call_claim_id_idx ON public.payer_call USING btree (practice_id, claim_id);


--
-- Name: payer_claim_payer_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payer_claim_payer_id_idx ON public.payer USING btree (practice_id, claim_payer_id);


--
-- Name: payer_contract_payer_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payer_contract_payer_id_idx ON public.payer_contract USING btree (practice_id, payer_id);


--
-- Name: payer_remittance_payer_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payer_remittance_payer_id_idx ON public.payer USING btree (practice_id, remittance_payer_id);


--
-- Name: payment_plan_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payment_plan_patient_id_idx ON public.payment_plan USING btree (practice_id, patient_id);


--
-- Name: payment_plan_patient_id_state_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX payment_plan_patient_id_state_idx ON public.payment_plan USING btree (practice_id, patient_id, state) WHERE (state = 'open'::text);


--
-- Name: placement_batch_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX placement_batch_id_idx ON public.placement USING btree (practice_id, batch_id);


--
-- Name: placement_line_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX placement_line_id_idx ON public.placement USING btree (practice_id, line_id) WHERE (state = 'placed'::text);


--
-- Name: placement_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX placement_patient_id_idx ON public.placement USING btree (practice_id, patient_id);


--
-- Name: posting_audit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX posting_audit_id_idx ON public.posting USING btree (practice_id, audit_id);


--
-- Name: posting_bank_fee_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX posting_bank_fee_idx ON public.posting USING btree (practice_id, id) WHERE (reason = 'bank_fee'::text);


--
-- Name: posting_claim_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX posting_claim_id_idx ON public.posting USING btree (practice_id, claim_id) WHERE (claim_id IS NOT NULL);


--
-- Name: posting_effective_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX posting_effective_on_idx ON public.posting USING btree (practice_id, effective_on);


--
-- Name: posting_key_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX posting_key_idx ON public.posting USING btree (practice_id, key);


--
-- Name: posting_line_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX posting_line_id_idx ON public.posting USING btree (practice_id, line_id) WHERE (line_id IS NOT NULL);


--
-- Name: posting_patient_id_debit_cents_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX posting_patient_id_debit_cents_idx ON public.posting USING btree (practice_id, patient_id, debit, cents) WHERE ((debit = 'patient_ar'::text) OR (credit = 'patient_ar'::text));


--
-- Name: posting_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX posting_patient_id_idx ON public.posting USING btree (practice_id, patient_id) WHERE (patient_id IS NOT NULL);


--
-- Name: posting_remittance_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX posting_remittance_id_idx ON public.posting USING btree (practice_id, remittance_id) WHERE (remittance_id IS NOT NULL);


--
-- Name: posting_reverses_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX posting_reverses_idx ON public.posting USING btree (practice_id, reverses) WHERE (reverses IS NOT NULL);


--
-- Name: problem_patient_id_happened_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX problem_patient_id_happened_on_id_idx ON public.problem USING btree (practice_id, patient_id, happened_on DESC, id DESC);


--
-- Name: procedure_patient_id_happened_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procedure_patient_id_happened_on_id_idx ON public.procedure USING btree (practice_id, patient_id, happened_on DESC, id DESC);


--
-- Name: procedure_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procedure_visit_id_idx ON public.procedure USING btree (practice_id, visit_id);


--
-- Name: procrastinate_events_job_id_fkey_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);


--
-- Name: procrastinate_jobs_id_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));


--
-- Name: procrastinate_jobs_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);


--
-- Name: procrastinate_jobs_priority_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);


--
-- Name: procrastinate_jobs_queue_name_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);


--
-- Name: procrastinate_jobs_queueing_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);


--
-- Name: procrastinate_periodic_defers_job_id_fkey_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);


--
-- Name: provider_query_note_id_about_axis_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX provider_query_note_id_about_axis_idx ON public.provider_query USING btree (practice_id, note_id, about, axis);


--
-- Name: provider_query_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX provider_query_visit_id_idx ON public.provider_query USING btree (practice_id, visit_id);


--
-- Name: psychotherapy_note_patient_id_signed_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX psychotherapy_note_patient_id_signed_by_idx ON public.psychotherapy_note USING btree (practice_id, patient_id, signed_by);


--
-- Name: receipt_allocated_cents_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX receipt_allocated_cents_patient_id_idx ON public.receipt USING btree (practice_id, allocated_cents, patient_id) WHERE (((allocated_cents + refunded_cents) + returned_cents) < cents);


--
-- Name: receipt_cents_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX receipt_cents_id_idx ON public.receipt USING btree (practice_id, cents, id);


--
-- Name: receipt_deposit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX receipt_deposit_id_idx ON public.receipt USING btree (practice_id, deposit_id) WHERE (deposit_id IS NULL);


--
-- Name: receipt_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX receipt_patient_id_idx ON public.receipt USING btree (practice_id, patient_id);


--
-- Name: receipt_received_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX receipt_received_on_idx ON public.receipt USING btree (practice_id, received_on);


--
-- Name: receipt_received_on_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX receipt_received_on_patient_id_idx ON public.receipt USING btree (practice_id, received_on, patient_id) WHERE (((allocated_cents + refunded_cents) + returned_cents) < cents);


--
-- Name: receipt_reference_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX receipt_reference_idx ON public.receipt USING btree (practice_id, reference) WHERE (reference <> ''::text);


--
-- Name: receipt_returned_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX receipt_returned_on_idx ON public.receipt USING btree (practice_id, returned_on) WHERE (returned_on IS NOT NULL);


--
-- Name: receipt_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX receipt_visit_id_idx ON public.receipt USING btree (practice_id, visit_id) WHERE (visit_id IS NOT NULL);


--
-- Name: record_audit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_audit_id_idx ON public.record USING btree (practice_id, audit_id);


--
-- Name: record_deposits_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_deposits_idx ON public.record USING btree (practice_id, effective_on) WHERE (kind = 'deposit'::text);


--
-- Name: record_effective_on_kind_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_effective_on_kind_idx ON public.record USING btree (practice_id, effective_on, kind) WHERE (kind = ANY (ARRAY['remittance'::text, 'allocation'::text]));


--
-- Name: record_shadow_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_shadow_idx ON public.record USING btree (practice_id) WHERE ((kind = 'judgement'::text) AND ((body -> 'shadow'::text) <> '[]'::jsonb));


--
-- Name: refund_claim_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX refund_claim_id_idx ON public.refund USING btree (practice_id, claim_id) WHERE (claim_id IS NOT NULL);


--
-- Name: refund_number_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX refund_number_idx ON public.refund USING btree (practice_id, number) WHERE (number <> ''::text);


--
-- Name: refund_receipt_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX refund_receipt_id_idx ON public.refund USING btree (practice_id, receipt_id) WHERE (receipt_id IS NOT NULL);


--
-- Name: refund_state_asked_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX refund_state_asked_on_idx ON public.refund USING btree (practice_id, state, asked_on);


--
-- Name: release_leaves_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX release_leaves_at_idx ON public.release USING btree (practice_id, leaves_at) WHERE (state = 'waiting'::text);


--
-- Name: remittance_amount_cents_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX remittance_amount_cents_id_idx ON public.remittance USING btree (practice_id, amount_cents, id);


--
-- Name: remittance_paid_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX remittance_paid_on_id_idx ON public.remittance USING btree (practice_id, paid_on, id);


--
-- Name: remittance_payer_id_paid_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX remittance_payer_id_paid_on_id_idx ON public.remittance USING btree (practice_id, payer_id, paid_on, id) INCLUDE (version, state) WHERE (settling IS NOT NULL);


--
-- Name: remittance_received_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX remittance_received_on_id_idx ON public.remittance USING btree (practice_id, received_on, id);


--
-- Name: remittance_state_received_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX remittance_state_received_on_id_idx ON public.remittance USING btree (practice_id, state, received_on, id);


--
-- Name: remittance_trace_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX remittance_trace_idx ON public.remittance USING btree (practice_id, trace);


--
-- Name: report_patient_id_happened_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX report_patient_id_happened_on_id_idx ON public.report USING btree (practice_id, patient_id, happened_on DESC, id DESC);


--
-- Name: result_patient_id_code_happened_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX result_patient_id_code_happened_on_idx ON public.result USING btree (practice_id, patient_id, code, happened_on DESC);


--
-- Name: result_patient_id_happened_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX result_patient_id_happened_on_id_idx ON public.result USING btree (practice_id, patient_id, happened_on DESC, id DESC);


--
-- Name: result_recorded_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX result_recorded_on_idx ON public.result USING btree (practice_id, recorded_on) WHERE (read_on IS NULL);


--
-- Name: result_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX result_visit_id_idx ON public.result USING btree (practice_id, visit_id) WHERE (visit_id IS NOT NULL);


--
-- Name: route_test_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX route_test_id_idx ON public.route_test USING btree (practice_id, id) WHERE (state = 'waiting'::text);


--
-- Name: route_test_interchange_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX route_test_interchange_id_idx ON public.route_test USING btree (practice_id, interchange_id);


--
-- Name: route_test_payer_id_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX route_test_payer_id_id_idx ON public.route_test USING btree (practice_id, payer_id, id);


--
-- Name: rule_stop_card_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX rule_stop_card_idx ON public.rule_stop USING btree (practice_id, card);


--
-- Name: signed_day_day_on_provider_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX signed_day_day_on_provider_id_idx ON public.signed_day USING btree (practice_id, day_on, provider_id) WHERE (state = 'signed'::text);


--
-- Name: signed_day_provider_id_day_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signed_day_provider_id_day_on_idx ON public.signed_day USING btree (practice_id, provider_id, day_on);


--
-- Name: signed_form_patient_id_form_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signed_form_patient_id_form_idx ON public.signed_form USING btree (practice_id, patient_id, form);


--
-- Name: social_history_patient_id_happened_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX social_history_patient_id_happened_on_id_idx ON public.social_history USING btree (practice_id, patient_id, happened_on DESC, id DESC);


--
-- Name: statement_guarantor_stated_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX statement_guarantor_stated_on_idx ON public.statement USING btree (practice_id, guarantor, stated_on);


--
-- Name: statement_level_guarantor_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX statement_level_guarantor_idx ON public.statement USING btree (practice_id, level, guarantor);


--
-- Name: statement_patient_id_stated_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX statement_patient_id_stated_on_idx ON public.statement USING btree (practice_id, patient_id, stated_on);


--
-- Name: superbill_visit_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX superbill_visit_id_idx ON public.superbill USING btree (practice_id, visit_id);


--
-- Name: takeback_act_claim_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX takeback_act_claim_id_idx ON public.takeback_act USING btree (practice_id, claim_id) WHERE (claim_id IS NOT NULL);


--
-- Name: takeback_act_payer_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX takeback_act_payer_id_idx ON public.takeback_act USING btree (practice_id, payer_id);


--
-- Name: task_asleep_until_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX task_asleep_until_idx ON public.task USING btree (practice_id, asleep_until) WHERE ((asleep_until IS NOT NULL) AND (state = 'open'::text));


--
-- Name: task_cents_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX task_cents_idx ON public.task USING btree (practice_id, cents) INCLUDE (id, due_on, what, owner, asleep_until) WHERE (state = 'open'::text);


--
-- Name: task_claim_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX task_claim_id_idx ON public.task USING btree (practice_id, claim_id) WHERE (claim_id IS NOT NULL);


--
-- Name: task_large_denials_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX task_large_denials_idx ON public.task USING btree (practice_id, due_on) WHERE ((state = 'open'::text) AND (subject_kind = 'denial'::text) AND (cents > 25000));


--
-- Name: task_often_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX task_often_idx ON public.task USING btree (practice_id, id) WHERE ((state = 'open'::text) AND (version >= 4));


--
-- Name: task_owner_due_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX task_owner_due_on_idx ON public.task USING btree (practice_id, owner, due_on) WHERE (state = 'open'::text);


--
-- Name: task_state_due_on_cents_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX task_state_due_on_cents_id_idx ON public.task USING btree (practice_id, state, due_on, ((- cents)), id);


--
-- Name: task_subject_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX task_subject_id_idx ON public.task USING btree (practice_id, subject_id);


--
-- Name: task_what_due_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX task_what_due_on_idx ON public.task USING btree (practice_id, what, due_on) WHERE (state = 'open'::text);


--
-- Name: transmission_interchange_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX transmission_interchange_id_idx ON public.transmission USING btree (practice_id, interchange_id);


--
-- Name: visit_appointment_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX visit_appointment_id_idx ON public.visit USING btree (practice_id, appointment_id) WHERE (appointment_id IS NOT NULL);


--
-- Name: visit_patient_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visit_patient_id_idx ON public.visit USING btree (practice_id, patient_id);


--
-- Name: visit_service_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visit_service_on_id_idx ON public.visit USING btree (practice_id, service_on, id);


--
-- Name: visit_state_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visit_state_id_idx ON public.visit USING btree (practice_id, state, id) WHERE (state <> 'billed'::text);


--
-- Name: visit_unbooked_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visit_unbooked_idx ON public.visit USING btree (practice_id, service_on, id) WHERE (appointment_id IS NULL);


--
-- Name: vital_sign_patient_id_code_happened_on_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vital_sign_patient_id_code_happened_on_idx ON public.vital_sign USING btree (practice_id, patient_id, code, happened_on DESC);


--
-- Name: vital_sign_patient_id_happened_on_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vital_sign_patient_id_happened_on_id_idx ON public.vital_sign USING btree (practice_id, patient_id, happened_on DESC, id DESC);


--
-- Name: work_view_person_lower(name_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX "work_view_person_lower(name_idx" ON public.work_view USING btree (practice_id, person, lower(name)) WHERE (state = 'kept'::text);


--
-- Name: administration administration_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER administration_moves_forward BEFORE UPDATE ON public.administration FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: advice advice_keeps_its_sides; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER advice_keeps_its_sides AFTER UPDATE ON public.advice REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_advice_astray();


--
-- Name: advice advice_names_its_sides; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER advice_names_its_sides AFTER INSERT ON public.advice REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_advice_astray();


--
-- Name: allergy allergy_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER allergy_moves_forward BEFORE UPDATE ON public.allergy FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: charge_line charge_line_is_decided; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER charge_line_is_decided AFTER INSERT ON public.charge_line REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_undecided_charge();


--
-- Name: charge_line charge_line_keeps_id; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER charge_line_keeps_id AFTER UPDATE ON public.charge_line REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_lost_line();


--
-- Name: charge_line charge_line_stays; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER charge_line_stays AFTER DELETE ON public.charge_line REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_lost_line();


--
-- Name: charge_line charge_line_stays_decided; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER charge_line_stays_decided AFTER UPDATE ON public.charge_line REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_undecided_charge();


--
-- Name: charge_proposal charge_proposal_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER charge_proposal_moves_forward BEFORE UPDATE ON public.charge_proposal FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: claim claim_keeps_its_key; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER claim_keeps_its_key AFTER UPDATE OF practice_id, id ON public.claim FOR EACH ROW WHEN (((old.practice_id <> new.practice_id) OR (old.id <> new.id))) EXECUTE FUNCTION public.refuse_other_key_of_claim();


--
-- Name: claim claim_of_advice_stays; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER claim_of_advice_stays AFTER DELETE ON public.claim REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_advice_without_claim();


--
-- Name: coding_decision coding_decision_rests_on_note; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER coding_decision_rests_on_note AFTER INSERT ON public.coding_decision REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_decision_over_another_note();


--
-- Name: coding_decision coding_decision_stays; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER coding_decision_stays BEFORE DELETE OR UPDATE ON public.coding_decision FOR EACH ROW EXECUTE FUNCTION public.refuse_change_under_decision();


--
-- Name: document document_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER document_moves_forward BEFORE UPDATE ON public.document FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: family_history family_history_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER family_history_moves_forward BEFORE UPDATE ON public.family_history FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: fee_schedule fee_schedule_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER fee_schedule_moves_forward BEFORE UPDATE ON public.fee_schedule FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: goal goal_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER goal_moves_forward BEFORE UPDATE ON public.goal FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: immunization immunization_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER immunization_moves_forward BEFORE UPDATE ON public.immunization FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: medication medication_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER medication_moves_forward BEFORE UPDATE ON public.medication FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: note note_keeps_text; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER note_keeps_text BEFORE UPDATE ON public.note FOR EACH ROW WHEN ((((old.sha256 IS DISTINCT FROM new.sha256) OR (old.visit_id IS DISTINCT FROM new.visit_id)) OR (old.patient_id IS DISTINCT FROM new.patient_id))) EXECUTE FUNCTION public.refuse_change_under_decision();


--
-- Name: note note_stays_signed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER note_stays_signed BEFORE DELETE OR UPDATE ON public.note FOR EACH ROW EXECUTE FUNCTION public.refuse_signed_change();


--
-- Name: order order_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER order_moves_forward BEFORE UPDATE ON public."order" FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: payer_contract payer_contract_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER payer_contract_moves_forward BEFORE UPDATE ON public.payer_contract FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: posting posting_names_lines; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER posting_names_lines AFTER INSERT ON public.posting REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_unknown_line();


--
-- Name: posting posting_refuses_closed_day; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER posting_refuses_closed_day AFTER INSERT ON public.posting REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_closed_day();


--
-- Name: problem problem_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER problem_moves_forward BEFORE UPDATE ON public.problem FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: procedure procedure_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procedure_moves_forward BEFORE UPDATE ON public.procedure FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: procrastinate_jobs procrastinate_jobs_notify_queue_job_aborted_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();


--
-- Name: procrastinate_jobs procrastinate_jobs_notify_queue_job_inserted_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_abort_requested_events_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_delete_jobs_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_scheduled_events_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_status_events_insert_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_status_events_update_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();


--
-- Name: psychotherapy_note psychotherapy_note_stays_signed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER psychotherapy_note_stays_signed BEFORE DELETE OR UPDATE ON public.psychotherapy_note FOR EACH ROW EXECUTE FUNCTION public.refuse_signed_change();


--
-- Name: psychotherapy_text psychotherapy_text_stays_signed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER psychotherapy_text_stays_signed BEFORE DELETE OR UPDATE ON public.psychotherapy_text FOR EACH ROW EXECUTE FUNCTION public.refuse_signed_change();


--
-- Name: record record_keeps_its_key; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER record_keeps_its_key AFTER UPDATE OF practice_id, id, version ON public.record FOR EACH ROW WHEN (((old.practice_id <> new.practice_id) OR (old.id <> new.id) OR (old.version <> new.version))) EXECUTE FUNCTION public.refuse_other_key_of_record();


--
-- Name: record record_of_advice_stays; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER record_of_advice_stays AFTER DELETE ON public.record REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_advice_without_record();


--
-- Name: record record_stays_signed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER record_stays_signed BEFORE DELETE OR UPDATE ON public.record FOR EACH ROW WHEN ((old.kind = ANY (ARRAY['note'::text, 'psychotherapy_note'::text]))) EXECUTE FUNCTION public.refuse_signed_change();


--
-- Name: release release_ends_once; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER release_ends_once BEFORE UPDATE ON public.release FOR EACH ROW EXECUTE FUNCTION public.release_ends_once();


--
-- Name: remittance remittance_keeps_its_key; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER remittance_keeps_its_key AFTER UPDATE OF practice_id, id ON public.remittance FOR EACH ROW WHEN (((old.practice_id <> new.practice_id) OR (old.id <> new.id))) EXECUTE FUNCTION public.refuse_other_key_of_remittance();


--
-- Name: remittance remittance_of_advice_stays; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER remittance_of_advice_stays AFTER DELETE ON public.remittance REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_advice_without_remittance();


--
-- Name: report report_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER report_moves_forward BEFORE UPDATE ON public.report FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: result result_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER result_moves_forward BEFORE UPDATE ON public.result FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: social_history social_history_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER social_history_moves_forward BEFORE UPDATE ON public.social_history FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: vital_sign vital_sign_moves_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER vital_sign_moves_forward BEFORE UPDATE ON public.vital_sign FOR EACH ROW EXECUTE FUNCTION public.chart_moves_forward();


--
-- Name: access_act access_act_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_act
    ADD CONSTRAINT access_act_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: account_number account_number_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_number
    ADD CONSTRAINT account_number_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: acknowledgement acknowledgement_interchange_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.acknowledgement
    ADD CONSTRAINT acknowledgement_interchange_id_fk FOREIGN KEY (practice_id, interchange_id) REFERENCES public.interchange(practice_id, id);


--
-- Name: acknowledgement acknowledgement_original_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.acknowledgement
    ADD CONSTRAINT acknowledgement_original_id_fk FOREIGN KEY (practice_id, original_id) REFERENCES public.interchange(practice_id, id);


--
-- Name: acknowledgement acknowledgement_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.acknowledgement
    ADD CONSTRAINT acknowledgement_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: administration administration_author_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administration
    ADD CONSTRAINT administration_author_id_fk FOREIGN KEY (practice_id, author_id) REFERENCES public.provider(practice_id, id);


--
-- Name: administration administration_medication_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administration
    ADD CONSTRAINT administration_medication_id_fk FOREIGN KEY (practice_id, medication_id, patient_id) REFERENCES public.medication(practice_id, id, patient_id);


--
-- Name: administration administration_order_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administration
    ADD CONSTRAINT administration_order_id_fk FOREIGN KEY (practice_id, order_id, patient_id) REFERENCES public."order"(practice_id, id, patient_id);


--
-- Name: administration administration_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administration
    ADD CONSTRAINT administration_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: administration administration_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administration
    ADD CONSTRAINT administration_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: administration administration_replaced_by_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administration
    ADD CONSTRAINT administration_replaced_by_id_fk FOREIGN KEY (practice_id, replaced_by_id, patient_id) REFERENCES public.administration(practice_id, id, patient_id);


--
-- Name: administration administration_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administration
    ADD CONSTRAINT administration_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: advance_notice advance_notice_appointment_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.advance_notice
    ADD CONSTRAINT advance_notice_appointment_id_fk FOREIGN KEY (practice_id, appointment_id) REFERENCES public.appointment(practice_id, id);


--
-- Name: advance_notice advance_notice_form_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.advance_notice
    ADD CONSTRAINT advance_notice_form_id_fk FOREIGN KEY (practice_id, form_id) REFERENCES public.signed_form(practice_id, id);


--
-- Name: advance_notice advance_notice_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.advance_notice
    ADD CONSTRAINT advance_notice_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: advance_notice advance_notice_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.advance_notice
    ADD CONSTRAINT advance_notice_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: allergy allergy_author_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allergy
    ADD CONSTRAINT allergy_author_id_fk FOREIGN KEY (practice_id, author_id) REFERENCES public.provider(practice_id, id);


--
-- Name: allergy allergy_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allergy
    ADD CONSTRAINT allergy_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: allergy allergy_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allergy
    ADD CONSTRAINT allergy_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: allergy allergy_replaced_by_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allergy
    ADD CONSTRAINT allergy_replaced_by_id_fk FOREIGN KEY (practice_id, replaced_by_id, patient_id) REFERENCES public.allergy(practice_id, id, patient_id);


--
-- Name: allergy allergy_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allergy
    ADD CONSTRAINT allergy_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: allocation allocation_line_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT allocation_line_id_fk FOREIGN KEY (practice_id, line_id) REFERENCES public.charge_line(practice_id, id);


--
-- Name: allocation allocation_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT allocation_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: allocation allocation_receipt_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT allocation_receipt_id_fk FOREIGN KEY (practice_id, receipt_id) REFERENCES public.receipt(practice_id, id);


--
-- Name: allocation allocation_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT allocation_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: appeal appeal_claim_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT appeal_claim_id_fk FOREIGN KEY (practice_id, claim_id) REFERENCES public.claim(practice_id, id);


--
-- Name: appeal appeal_denial_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT appeal_denial_id_fk FOREIGN KEY (practice_id, denial_id) REFERENCES public.denial(practice_id, id);


--
-- Name: appeal appeal_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT appeal_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: appeal appeal_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT appeal_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: appointment appointment_location_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_location_id_fk FOREIGN KEY (practice_id, location_id) REFERENCES public.location(practice_id, id);


--
-- Name: appointment appointment_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: appointment appointment_provider_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_provider_id_fk FOREIGN KEY (practice_id, provider_id) REFERENCES public.provider(practice_id, id);


--
-- Name: appointment appointment_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: auth_group_permissions auth_group_permissio_permission_id_84c5c92e_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissions_group_id_b120cbf9_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_permission auth_permission_content_type_id_2f476e4b_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_user_groups auth_user_groups_group_id_97559544_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_group_id_97559544_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_user_groups auth_user_groups_user_id_6a12ed8b_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_6a12ed8b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_user_user_permissions auth_user_user_permi_permission_id_1fbb5f2c_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permi_permission_id_1fbb5f2c_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_user_user_permissions auth_user_user_permissions_user_id_a95ead1b_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_a95ead1b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: authorization authorization_coverage_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."authorization"
    ADD CONSTRAINT authorization_coverage_id_fk FOREIGN KEY (practice_id, coverage_id) REFERENCES public.coverage(practice_id, id);


--
-- Name: authorization authorization_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."authorization"
    ADD CONSTRAINT authorization_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: authorization authorization_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."authorization"
    ADD CONSTRAINT authorization_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: authorization authorization_provider_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."authorization"
    ADD CONSTRAINT authorization_provider_id_fk FOREIGN KEY (practice_id, provider_id) REFERENCES public.provider(practice_id, id);


--
-- Name: authorization authorization_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."authorization"
    ADD CONSTRAINT authorization_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: balance_act balance_act_claim_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.balance_act
    ADD CONSTRAINT balance_act_claim_id_fk FOREIGN KEY (practice_id, claim_id) REFERENCES public.claim(practice_id, id);


--
-- Name: balance_act balance_act_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.balance_act
    ADD CONSTRAINT balance_act_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: balance_act balance_act_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.balance_act
    ADD CONSTRAINT balance_act_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: benefits benefits_coverage_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.benefits
    ADD CONSTRAINT benefits_coverage_id_fk FOREIGN KEY (practice_id, coverage_id) REFERENCES public.coverage(practice_id, id);


--
-- Name: benefits benefits_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.benefits
    ADD CONSTRAINT benefits_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: benefits benefits_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.benefits
    ADD CONSTRAINT benefits_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: billing_mark billing_mark_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.billing_mark
    ADD CONSTRAINT billing_mark_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: billing_mark billing_mark_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.billing_mark
    ADD CONSTRAINT billing_mark_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: card_charge card_charge_link_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_charge
    ADD CONSTRAINT card_charge_link_id_fk FOREIGN KEY (practice_id, link_id) REFERENCES public.pay_link(practice_id, id);


--
-- Name: card_charge card_charge_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_charge
    ADD CONSTRAINT card_charge_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: card_charge card_charge_receipt_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_charge
    ADD CONSTRAINT card_charge_receipt_id_fk FOREIGN KEY (practice_id, receipt_id) REFERENCES public.receipt(practice_id, id);


--
-- Name: card_charge card_charge_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_charge
    ADD CONSTRAINT card_charge_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: card_image card_image_coverage_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_image
    ADD CONSTRAINT card_image_coverage_id_fk FOREIGN KEY (practice_id, coverage_id) REFERENCES public.coverage(practice_id, id);


--
-- Name: card_image card_image_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_image
    ADD CONSTRAINT card_image_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: card_image card_image_picture_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_image
    ADD CONSTRAINT card_image_picture_id_fk FOREIGN KEY (practice_id, picture_id) REFERENCES public.interchange(practice_id, id);


--
-- Name: card_image card_image_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_image
    ADD CONSTRAINT card_image_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: card_on_file card_on_file_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_on_file
    ADD CONSTRAINT card_on_file_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: card_on_file card_on_file_plan_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_on_file
    ADD CONSTRAINT card_on_file_plan_id_fk FOREIGN KEY (practice_id, plan_id) REFERENCES public.payment_plan(practice_id, id);


--
-- Name: card_on_file card_on_file_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_on_file
    ADD CONSTRAINT card_on_file_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: charge_line charge_line_decision_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_line
    ADD CONSTRAINT charge_line_decision_id_fk FOREIGN KEY (practice_id, decision_id) REFERENCES public.coding_decision(practice_id, id);


--
-- Name: charge_line charge_line_location_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_line
    ADD CONSTRAINT charge_line_location_id_fk FOREIGN KEY (practice_id, location_id) REFERENCES public.location(practice_id, id);


--
-- Name: charge_line charge_line_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_line
    ADD CONSTRAINT charge_line_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: charge_line charge_line_provider_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_line
    ADD CONSTRAINT charge_line_provider_id_fk FOREIGN KEY (practice_id, provider_id) REFERENCES public.provider(practice_id, id);


--
-- Name: charge_line charge_line_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_line
    ADD CONSTRAINT charge_line_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: charge_line charge_line_schedule_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_line
    ADD CONSTRAINT charge_line_schedule_id_fk FOREIGN KEY (practice_id, schedule_id) REFERENCES public.fee_schedule(practice_id, id);


--
-- Name: charge_line charge_line_superbill_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_line
    ADD CONSTRAINT charge_line_superbill_id_fk FOREIGN KEY (practice_id, superbill_id) REFERENCES public.superbill(practice_id, id);


--
-- Name: charge_line charge_line_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_line
    ADD CONSTRAINT charge_line_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: charge_proposal charge_proposal_administration_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_proposal
    ADD CONSTRAINT charge_proposal_administration_id_fk FOREIGN KEY (practice_id, administration_id, patient_id) REFERENCES public.administration(practice_id, id, patient_id);


--
-- Name: charge_proposal charge_proposal_decision_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_proposal
    ADD CONSTRAINT charge_proposal_decision_id_fk FOREIGN KEY (practice_id, decision_id) REFERENCES public.coding_decision(practice_id, id);


--
-- Name: charge_proposal charge_proposal_immunization_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_proposal
    ADD CONSTRAINT charge_proposal_immunization_id_fk FOREIGN KEY (practice_id, immunization_id, patient_id) REFERENCES public.immunization(practice_id, id, patient_id);


--
-- Name: charge_proposal charge_proposal_line_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_proposal
    ADD CONSTRAINT charge_proposal_line_id_fk FOREIGN KEY (practice_id, line_id) REFERENCES public.charge_line(practice_id, id);


--
-- Name: charge_proposal charge_proposal_order_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_proposal
    ADD CONSTRAINT charge_proposal_order_id_fk FOREIGN KEY (practice_id, order_id, patient_id) REFERENCES public."order"(practice_id, id, patient_id);


--
-- Name: charge_proposal charge_proposal_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_proposal
    ADD CONSTRAINT charge_proposal_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: charge_proposal charge_proposal_procedure_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_proposal
    ADD CONSTRAINT charge_proposal_procedure_id_fk FOREIGN KEY (practice_id, procedure_id, patient_id) REFERENCES public.procedure(practice_id, id, patient_id);


--
-- Name: charge_proposal charge_proposal_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_proposal
    ADD CONSTRAINT charge_proposal_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: charge_proposal charge_proposal_report_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_proposal
    ADD CONSTRAINT charge_proposal_report_id_fk FOREIGN KEY (practice_id, report_id, patient_id) REFERENCES public.report(practice_id, id, patient_id);


--
-- Name: charge_proposal charge_proposal_result_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_proposal
    ADD CONSTRAINT charge_proposal_result_id_fk FOREIGN KEY (practice_id, result_id, patient_id) REFERENCES public.result(practice_id, id, patient_id);


--
-- Name: charge_proposal charge_proposal_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.charge_proposal
    ADD CONSTRAINT charge_proposal_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: chart_pair chart_pair_merged_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.chart_pair
    ADD CONSTRAINT chart_pair_merged_id_fk FOREIGN KEY (practice_id, merged_id) REFERENCES public.patient(practice_id, id);


--
-- Name: chart_pair chart_pair_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.chart_pair
    ADD CONSTRAINT chart_pair_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: chart_pair chart_pair_survivor_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.chart_pair
    ADD CONSTRAINT chart_pair_survivor_id_fk FOREIGN KEY (practice_id, survivor_id) REFERENCES public.patient(practice_id, id);


--
-- Name: claim claim_coverage_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT claim_coverage_id_fk FOREIGN KEY (practice_id, coverage_id) REFERENCES public.coverage(practice_id, id);


--
-- Name: claim claim_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT claim_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: claim claim_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT claim_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: claim claim_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT claim_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: claim_revision claim_revision_claim_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_revision
    ADD CONSTRAINT claim_revision_claim_id_fk FOREIGN KEY (practice_id, claim_id) REFERENCES public.claim(practice_id, id);


--
-- Name: claim_revision claim_revision_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_revision
    ADD CONSTRAINT claim_revision_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: claim claim_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT claim_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: closed_days closed_days_location_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.closed_days
    ADD CONSTRAINT closed_days_location_id_fk FOREIGN KEY (practice_id, location_id) REFERENCES public.location(practice_id, id);


--
-- Name: closed_days closed_days_provider_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.closed_days
    ADD CONSTRAINT closed_days_provider_id_fk FOREIGN KEY (practice_id, provider_id) REFERENCES public.provider(practice_id, id);


--
-- Name: closed_days closed_days_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.closed_days
    ADD CONSTRAINT closed_days_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: code_autonomy code_autonomy_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.code_autonomy
    ADD CONSTRAINT code_autonomy_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: code_pack_bytes code_pack_bytes_name_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.code_pack_bytes
    ADD CONSTRAINT code_pack_bytes_name_fk FOREIGN KEY (practice_id, name) REFERENCES public.code_pack(practice_id, name);


--
-- Name: coding_calibration coding_calibration_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coding_calibration
    ADD CONSTRAINT coding_calibration_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: coding_decision coding_decision_note_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coding_decision
    ADD CONSTRAINT coding_decision_note_id_fk FOREIGN KEY (practice_id, note_id) REFERENCES public.note(practice_id, id);


--
-- Name: coding_decision coding_decision_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coding_decision
    ADD CONSTRAINT coding_decision_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: coding_review coding_review_note_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coding_review
    ADD CONSTRAINT coding_review_note_id_fk FOREIGN KEY (practice_id, note_id) REFERENCES public.note(practice_id, id);


--
-- Name: coding_review coding_review_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coding_review
    ADD CONSTRAINT coding_review_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: coding_review coding_review_provider_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coding_review
    ADD CONSTRAINT coding_review_provider_id_fk FOREIGN KEY (practice_id, provider_id) REFERENCES public.provider(practice_id, id);


--
-- Name: coding_review coding_review_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coding_review
    ADD CONSTRAINT coding_review_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: coding_review coding_review_superbill_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coding_review
    ADD CONSTRAINT coding_review_superbill_id_fk FOREIGN KEY (practice_id, superbill_id) REFERENCES public.superbill(practice_id, id);


--
-- Name: coding_review coding_review_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coding_review
    ADD CONSTRAINT coding_review_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: collection_cost collection_cost_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.collection_cost
    ADD CONSTRAINT collection_cost_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: comment comment_claim_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT comment_claim_id_fk FOREIGN KEY (practice_id, claim_id) REFERENCES public.claim(practice_id, id);


--
-- Name: comment comment_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT comment_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: comment comment_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT comment_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: comment comment_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT comment_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: coverage coverage_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coverage
    ADD CONSTRAINT coverage_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: coverage coverage_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coverage
    ADD CONSTRAINT coverage_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: coverage coverage_plan_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coverage
    ADD CONSTRAINT coverage_plan_id_fk FOREIGN KEY (practice_id, plan_id) REFERENCES public.payer_plan(practice_id, id);


--
-- Name: coverage coverage_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coverage
    ADD CONSTRAINT coverage_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: day_close day_close_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.day_close
    ADD CONSTRAINT day_close_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: denial denial_claim_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.denial
    ADD CONSTRAINT denial_claim_id_fk FOREIGN KEY (practice_id, claim_id) REFERENCES public.claim(practice_id, id);


--
-- Name: denial denial_line_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.denial
    ADD CONSTRAINT denial_line_id_fk FOREIGN KEY (practice_id, line_id) REFERENCES public.charge_line(practice_id, id);


--
-- Name: denial denial_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.denial
    ADD CONSTRAINT denial_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: denial denial_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.denial
    ADD CONSTRAINT denial_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: denial denial_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.denial
    ADD CONSTRAINT denial_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: deposit deposit_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deposit
    ADD CONSTRAINT deposit_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: deposit deposit_remittance_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deposit
    ADD CONSTRAINT deposit_remittance_id_fk FOREIGN KEY (practice_id, remittance_id) REFERENCES public.remittance(practice_id, id);


--
-- Name: dictation_audio dictation_audio_dictation_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dictation_audio
    ADD CONSTRAINT dictation_audio_dictation_id_fk FOREIGN KEY (practice_id, dictation_id) REFERENCES public.dictation(practice_id, id);


--
-- Name: dictation dictation_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dictation
    ADD CONSTRAINT dictation_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: disclosure_consent disclosure_consent_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclosure_consent
    ADD CONSTRAINT disclosure_consent_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: disclosure_consent disclosure_consent_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclosure_consent
    ADD CONSTRAINT disclosure_consent_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: disclosure_consent disclosure_consent_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclosure_consent
    ADD CONSTRAINT disclosure_consent_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: document document_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: document document_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: document document_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: drawer_count drawer_count_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.drawer_count
    ADD CONSTRAINT drawer_count_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: enrollment enrollment_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.enrollment
    ADD CONSTRAINT enrollment_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: enrollment enrollment_provider_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.enrollment
    ADD CONSTRAINT enrollment_provider_id_fk FOREIGN KEY (practice_id, provider_id) REFERENCES public.provider(practice_id, id);


--
-- Name: enrollment enrollment_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.enrollment
    ADD CONSTRAINT enrollment_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: estimate_notice estimate_notice_appointment_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.estimate_notice
    ADD CONSTRAINT estimate_notice_appointment_id_fk FOREIGN KEY (practice_id, appointment_id) REFERENCES public.appointment(practice_id, id);


--
-- Name: estimate_notice estimate_notice_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.estimate_notice
    ADD CONSTRAINT estimate_notice_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: estimate_notice estimate_notice_provider_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.estimate_notice
    ADD CONSTRAINT estimate_notice_provider_id_fk FOREIGN KEY (practice_id, provider_id) REFERENCES public.provider(practice_id, id);


--
-- Name: estimate_notice estimate_notice_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.estimate_notice
    ADD CONSTRAINT estimate_notice_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: family_history family_history_author_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.family_history
    ADD CONSTRAINT family_history_author_id_fk FOREIGN KEY (practice_id, author_id) REFERENCES public.provider(practice_id, id);


--
-- Name: family_history family_history_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.family_history
    ADD CONSTRAINT family_history_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: family_history family_history_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.family_history
    ADD CONSTRAINT family_history_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: family_history family_history_replaced_by_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.family_history
    ADD CONSTRAINT family_history_replaced_by_id_fk FOREIGN KEY (practice_id, replaced_by_id, patient_id) REFERENCES public.family_history(practice_id, id, patient_id);


--
-- Name: family_history family_history_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.family_history
    ADD CONSTRAINT family_history_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: fee_schedule fee_schedule_location_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fee_schedule
    ADD CONSTRAINT fee_schedule_location_id_fk FOREIGN KEY (practice_id, location_id) REFERENCES public.location(practice_id, id);


--
-- Name: fee_schedule fee_schedule_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fee_schedule
    ADD CONSTRAINT fee_schedule_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: fee_schedule fee_schedule_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fee_schedule
    ADD CONSTRAINT fee_schedule_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: finding_override finding_override_claim_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.finding_override
    ADD CONSTRAINT finding_override_claim_id_fk FOREIGN KEY (practice_id, claim_id) REFERENCES public.claim(practice_id, id);


--
-- Name: finding_override finding_override_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.finding_override
    ADD CONSTRAINT finding_override_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: finding_override finding_override_revision_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.finding_override
    ADD CONSTRAINT finding_override_revision_id_fk FOREIGN KEY (practice_id, revision_id) REFERENCES public.claim_revision(practice_id, id);


--
-- Name: form_sent form_sent_audit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.form_sent
    ADD CONSTRAINT form_sent_audit_id_fk FOREIGN KEY (practice_id, audit_id) REFERENCES public.audit_entry(practice_id, id);


--
-- Name: goal goal_author_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goal
    ADD CONSTRAINT goal_author_id_fk FOREIGN KEY (practice_id, author_id) REFERENCES public.provider(practice_id, id);


--
-- Name: goal goal_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goal
    ADD CONSTRAINT goal_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: goal goal_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goal
    ADD CONSTRAINT goal_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: goal goal_replaced_by_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goal
    ADD CONSTRAINT goal_replaced_by_id_fk FOREIGN KEY (practice_id, replaced_by_id, patient_id) REFERENCES public.goal(practice_id, id, patient_id);


--
-- Name: goal goal_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goal
    ADD CONSTRAINT goal_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: immunization immunization_author_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.immunization
    ADD CONSTRAINT immunization_author_id_fk FOREIGN KEY (practice_id, author_id) REFERENCES public.provider(practice_id, id);


--
-- Name: immunization immunization_location_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.immunization
    ADD CONSTRAINT immunization_location_id_fk FOREIGN KEY (practice_id, location_id) REFERENCES public.location(practice_id, id);


--
-- Name: immunization immunization_order_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.immunization
    ADD CONSTRAINT immunization_order_id_fk FOREIGN KEY (practice_id, order_id, patient_id) REFERENCES public."order"(practice_id, id, patient_id);


--
-- Name: immunization immunization_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.immunization
    ADD CONSTRAINT immunization_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: immunization immunization_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.immunization
    ADD CONSTRAINT immunization_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: immunization immunization_replaced_by_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.immunization
    ADD CONSTRAINT immunization_replaced_by_id_fk FOREIGN KEY (practice_id, replaced_by_id, patient_id) REFERENCES public.immunization(practice_id, id, patient_id);


--
-- Name: immunization immunization_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.immunization
    ADD CONSTRAINT immunization_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: interchange_bytes interchange_bytes_interchange_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.interchange_bytes
    ADD CONSTRAINT interchange_bytes_interchange_id_fk FOREIGN KEY (practice_id, interchange_id) REFERENCES public.interchange(practice_id, id);


--
-- Name: interchange interchange_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.interchange
    ADD CONSTRAINT interchange_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: journal_export journal_export_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.journal_export
    ADD CONSTRAINT journal_export_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: judgement judgement_claim_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT judgement_claim_id_fk FOREIGN KEY (practice_id, claim_id) REFERENCES public.claim(practice_id, id);


--
-- Name: judgement judgement_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT judgement_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: judgement judgement_revision_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.judgement
    ADD CONSTRAINT judgement_revision_id_fk FOREIGN KEY (practice_id, revision_id) REFERENCES public.claim_revision(practice_id, id);


--
-- Name: kept_board kept_board_entry_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_board
    ADD CONSTRAINT kept_board_entry_id_fk FOREIGN KEY (practice_id, entry_id) REFERENCES public.audit_entry(practice_id, id);


--
-- Name: kept_owed kept_owed_entry_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_owed
    ADD CONSTRAINT kept_owed_entry_id_fk FOREIGN KEY (practice_id, entry_id) REFERENCES public.audit_entry(practice_id, id);


--
-- Name: kept_preview kept_preview_entry_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_preview
    ADD CONSTRAINT kept_preview_entry_id_fk FOREIGN KEY (practice_id, entry_id) REFERENCES public.audit_entry(practice_id, id);


--
-- Name: kept_preview_part kept_preview_part_remittance_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_preview_part
    ADD CONSTRAINT kept_preview_part_remittance_id_fk FOREIGN KEY (practice_id, remittance_id) REFERENCES public.remittance(practice_id, id);


--
-- Name: kept_preview kept_preview_remittance_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_preview
    ADD CONSTRAINT kept_preview_remittance_id_fk FOREIGN KEY (practice_id, remittance_id) REFERENCES public.remittance(practice_id, id);


--
-- Name: kept_receivable kept_receivable_entry_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_receivable
    ADD CONSTRAINT kept_receivable_entry_id_fk FOREIGN KEY (practice_id, entry_id) REFERENCES public.audit_entry(practice_id, id);


--
-- Name: kept_variance kept_variance_entry_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_variance
    ADD CONSTRAINT kept_variance_entry_id_fk FOREIGN KEY (practice_id, entry_id) REFERENCES public.audit_entry(practice_id, id);


--
-- Name: location location_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.location
    ADD CONSTRAINT location_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: medication medication_author_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.medication
    ADD CONSTRAINT medication_author_id_fk FOREIGN KEY (practice_id, author_id) REFERENCES public.provider(practice_id, id);


--
-- Name: medication medication_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.medication
    ADD CONSTRAINT medication_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: medication medication_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.medication
    ADD CONSTRAINT medication_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: medication medication_replaced_by_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.medication
    ADD CONSTRAINT medication_replaced_by_id_fk FOREIGN KEY (practice_id, replaced_by_id, patient_id) REFERENCES public.medication(practice_id, id, patient_id);


--
-- Name: medication medication_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.medication
    ADD CONSTRAINT medication_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: membership membership_user_id_3409a104_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_user_id_3409a104_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: mend_consent mend_consent_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mend_consent
    ADD CONSTRAINT mend_consent_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: model_opinion model_opinion_note_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_opinion
    ADD CONSTRAINT model_opinion_note_id_fk FOREIGN KEY (practice_id, note_id) REFERENCES public.note(practice_id, id);


--
-- Name: model_opinion model_opinion_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_opinion
    ADD CONSTRAINT model_opinion_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: model_opinion model_opinion_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_opinion
    ADD CONSTRAINT model_opinion_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: model_opinion model_opinion_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_opinion
    ADD CONSTRAINT model_opinion_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: month_close month_close_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.month_close
    ADD CONSTRAINT month_close_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: msp_questionnaire msp_questionnaire_appointment_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.msp_questionnaire
    ADD CONSTRAINT msp_questionnaire_appointment_id_fk FOREIGN KEY (practice_id, appointment_id) REFERENCES public.appointment(practice_id, id);


--
-- Name: msp_questionnaire msp_questionnaire_form_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.msp_questionnaire
    ADD CONSTRAINT msp_questionnaire_form_id_fk FOREIGN KEY (practice_id, form_id) REFERENCES public.signed_form(practice_id, id);


--
-- Name: msp_questionnaire msp_questionnaire_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.msp_questionnaire
    ADD CONSTRAINT msp_questionnaire_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: msp_questionnaire msp_questionnaire_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.msp_questionnaire
    ADD CONSTRAINT msp_questionnaire_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: no_charge no_charge_appointment_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.no_charge
    ADD CONSTRAINT no_charge_appointment_id_fk FOREIGN KEY (practice_id, appointment_id) REFERENCES public.appointment(practice_id, id);


--
-- Name: no_charge no_charge_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.no_charge
    ADD CONSTRAINT no_charge_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: no_charge no_charge_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.no_charge
    ADD CONSTRAINT no_charge_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: no_charge no_charge_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.no_charge
    ADD CONSTRAINT no_charge_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: note_draft note_draft_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.note_draft
    ADD CONSTRAINT note_draft_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: note note_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.note
    ADD CONSTRAINT note_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: note note_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.note
    ADD CONSTRAINT note_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: note note_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.note
    ADD CONSTRAINT note_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: notice notice_comment_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_comment_id_fk FOREIGN KEY (practice_id, comment_id) REFERENCES public.comment(practice_id, id);


--
-- Name: notice notice_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: notice notice_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: open_hours open_hours_location_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.open_hours
    ADD CONSTRAINT open_hours_location_id_fk FOREIGN KEY (practice_id, location_id) REFERENCES public.location(practice_id, id);


--
-- Name: open_hours open_hours_provider_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.open_hours
    ADD CONSTRAINT open_hours_provider_id_fk FOREIGN KEY (practice_id, provider_id) REFERENCES public.provider(practice_id, id);


--
-- Name: open_hours open_hours_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.open_hours
    ADD CONSTRAINT open_hours_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: order order_author_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."order"
    ADD CONSTRAINT order_author_id_fk FOREIGN KEY (practice_id, author_id) REFERENCES public.provider(practice_id, id);


--
-- Name: order order_medication_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."order"
    ADD CONSTRAINT order_medication_id_fk FOREIGN KEY (practice_id, medication_id, patient_id) REFERENCES public.medication(practice_id, id, patient_id);


--
-- Name: order order_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."order"
    ADD CONSTRAINT order_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: order order_performer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."order"
    ADD CONSTRAINT order_performer_id_fk FOREIGN KEY (practice_id, performer_id) REFERENCES public.provider(practice_id, id);


--
-- Name: order order_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."order"
    ADD CONSTRAINT order_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: order order_replaced_by_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."order"
    ADD CONSTRAINT order_replaced_by_id_fk FOREIGN KEY (practice_id, replaced_by_id, patient_id) REFERENCES public."order"(practice_id, id, patient_id);


--
-- Name: order order_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."order"
    ADD CONSTRAINT order_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: overpayment overpayment_claim_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.overpayment
    ADD CONSTRAINT overpayment_claim_id_fk FOREIGN KEY (practice_id, claim_id) REFERENCES public.claim(practice_id, id);


--
-- Name: overpayment overpayment_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.overpayment
    ADD CONSTRAINT overpayment_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: overpayment overpayment_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.overpayment
    ADD CONSTRAINT overpayment_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: overpayment overpayment_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.overpayment
    ADD CONSTRAINT overpayment_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: patient patient_chart_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.patient
    ADD CONSTRAINT patient_chart_id_fk FOREIGN KEY (practice_id, chart_id) REFERENCES public.patient(practice_id, id);


--
-- Name: patient patient_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.patient
    ADD CONSTRAINT patient_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: pay_link pay_link_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pay_link
    ADD CONSTRAINT pay_link_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: pay_link pay_link_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pay_link
    ADD CONSTRAINT pay_link_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: pay_link pay_link_statement_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pay_link
    ADD CONSTRAINT pay_link_statement_id_fk FOREIGN KEY (practice_id, statement_id) REFERENCES public.statement(practice_id, id);


--
-- Name: payer_call payer_call_claim_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_call
    ADD CONSTRAINT payer_call_claim_id_fk FOREIGN KEY (practice_id, claim_id) REFERENCES public.claim(practice_id, id);


--
-- Name: payer_call payer_call_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_call
    ADD CONSTRAINT payer_call_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: payer_call payer_call_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_call
    ADD CONSTRAINT payer_call_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: payer_call payer_call_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_call
    ADD CONSTRAINT payer_call_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: payer_contract payer_contract_location_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_contract
    ADD CONSTRAINT payer_contract_location_id_fk FOREIGN KEY (practice_id, location_id) REFERENCES public.location(practice_id, id);


--
-- Name: payer_contract payer_contract_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_contract
    ADD CONSTRAINT payer_contract_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: payer_contract payer_contract_plan_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_contract
    ADD CONSTRAINT payer_contract_plan_id_fk FOREIGN KEY (practice_id, plan_id) REFERENCES public.payer_plan(practice_id, id);


--
-- Name: payer_contract payer_contract_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_contract
    ADD CONSTRAINT payer_contract_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: payer_plan payer_plan_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_plan
    ADD CONSTRAINT payer_plan_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: payer_plan payer_plan_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer_plan
    ADD CONSTRAINT payer_plan_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: payer payer_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payer
    ADD CONSTRAINT payer_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: payment_plan payment_plan_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payment_plan
    ADD CONSTRAINT payment_plan_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: payment_plan payment_plan_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payment_plan
    ADD CONSTRAINT payment_plan_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: person_choices person_choices_user_id_c21b06ac_fk_auth_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person_choices
    ADD CONSTRAINT person_choices_user_id_c21b06ac_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: place_enrollment place_enrollment_location_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.place_enrollment
    ADD CONSTRAINT place_enrollment_location_id_fk FOREIGN KEY (practice_id, location_id) REFERENCES public.location(practice_id, id);


--
-- Name: place_enrollment place_enrollment_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.place_enrollment
    ADD CONSTRAINT place_enrollment_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: place_enrollment place_enrollment_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.place_enrollment
    ADD CONSTRAINT place_enrollment_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: placement placement_line_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_line_id_fk FOREIGN KEY (practice_id, line_id) REFERENCES public.charge_line(practice_id, id);


--
-- Name: placement placement_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: placement placement_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: practice practice_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.practice
    ADD CONSTRAINT practice_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: problem problem_author_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.problem
    ADD CONSTRAINT problem_author_id_fk FOREIGN KEY (practice_id, author_id) REFERENCES public.provider(practice_id, id);


--
-- Name: problem problem_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.problem
    ADD CONSTRAINT problem_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: problem problem_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.problem
    ADD CONSTRAINT problem_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: problem problem_replaced_by_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.problem
    ADD CONSTRAINT problem_replaced_by_id_fk FOREIGN KEY (practice_id, replaced_by_id, patient_id) REFERENCES public.problem(practice_id, id, patient_id);


--
-- Name: problem problem_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.problem
    ADD CONSTRAINT problem_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: procedure procedure_author_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_author_id_fk FOREIGN KEY (practice_id, author_id) REFERENCES public.provider(practice_id, id);


--
-- Name: procedure procedure_order_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_order_id_fk FOREIGN KEY (practice_id, order_id, patient_id) REFERENCES public."order"(practice_id, id, patient_id);


--
-- Name: procedure procedure_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: procedure procedure_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: procedure procedure_replaced_by_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_replaced_by_id_fk FOREIGN KEY (practice_id, replaced_by_id, patient_id) REFERENCES public.procedure(practice_id, id, patient_id);


--
-- Name: procedure procedure_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: procrastinate_events procrastinate_events_job_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;


--
-- Name: procrastinate_jobs procrastinate_jobs_worker_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_job_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);


--
-- Name: provider_query provider_query_addendum_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_query
    ADD CONSTRAINT provider_query_addendum_id_fk FOREIGN KEY (practice_id, addendum_id) REFERENCES public.note(practice_id, id);


--
-- Name: provider_query provider_query_note_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_query
    ADD CONSTRAINT provider_query_note_id_fk FOREIGN KEY (practice_id, note_id) REFERENCES public.note(practice_id, id);


--
-- Name: provider_query provider_query_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_query
    ADD CONSTRAINT provider_query_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: provider_query provider_query_provider_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_query
    ADD CONSTRAINT provider_query_provider_id_fk FOREIGN KEY (practice_id, provider_id) REFERENCES public.provider(practice_id, id);


--
-- Name: provider_query provider_query_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_query
    ADD CONSTRAINT provider_query_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: provider_query provider_query_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_query
    ADD CONSTRAINT provider_query_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: provider provider_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider
    ADD CONSTRAINT provider_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: psychotherapy_note psychotherapy_note_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.psychotherapy_note
    ADD CONSTRAINT psychotherapy_note_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: psychotherapy_note psychotherapy_note_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.psychotherapy_note
    ADD CONSTRAINT psychotherapy_note_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: psychotherapy_note psychotherapy_note_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.psychotherapy_note
    ADD CONSTRAINT psychotherapy_note_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: psychotherapy_text psychotherapy_text_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.psychotherapy_text
    ADD CONSTRAINT psychotherapy_text_id_fk FOREIGN KEY (practice_id, id) REFERENCES public.psychotherapy_note(practice_id, id);


--
-- Name: receipt receipt_deposit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_deposit_id_fk FOREIGN KEY (practice_id, deposit_id) REFERENCES public.deposit(practice_id, id);


--
-- Name: receipt receipt_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: receipt receipt_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: receipt receipt_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: refund refund_claim_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_claim_id_fk FOREIGN KEY (practice_id, claim_id) REFERENCES public.claim(practice_id, id);


--
-- Name: refund refund_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: refund refund_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: refund refund_receipt_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_receipt_id_fk FOREIGN KEY (practice_id, receipt_id) REFERENCES public.receipt(practice_id, id);


--
-- Name: refund refund_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: release release_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: remittance remittance_interchange_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.remittance
    ADD CONSTRAINT remittance_interchange_id_fk FOREIGN KEY (practice_id, interchange_id) REFERENCES public.interchange(practice_id, id);


--
-- Name: remittance remittance_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.remittance
    ADD CONSTRAINT remittance_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: remittance remittance_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.remittance
    ADD CONSTRAINT remittance_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: report report_author_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_author_id_fk FOREIGN KEY (practice_id, author_id) REFERENCES public.provider(practice_id, id);


--
-- Name: report report_order_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_order_id_fk FOREIGN KEY (practice_id, order_id, patient_id) REFERENCES public."order"(practice_id, id, patient_id);


--
-- Name: report report_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: report report_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: report report_replaced_by_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_replaced_by_id_fk FOREIGN KEY (practice_id, replaced_by_id, patient_id) REFERENCES public.report(practice_id, id, patient_id);


--
-- Name: report report_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: result result_author_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT result_author_id_fk FOREIGN KEY (practice_id, author_id) REFERENCES public.provider(practice_id, id);


--
-- Name: result result_order_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT result_order_id_fk FOREIGN KEY (practice_id, order_id, patient_id) REFERENCES public."order"(practice_id, id, patient_id);


--
-- Name: result result_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT result_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: result result_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT result_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: result result_replaced_by_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT result_replaced_by_id_fk FOREIGN KEY (practice_id, replaced_by_id, patient_id) REFERENCES public.result(practice_id, id, patient_id);


--
-- Name: result result_report_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT result_report_id_fk FOREIGN KEY (practice_id, report_id, patient_id) REFERENCES public.report(practice_id, id, patient_id);


--
-- Name: result result_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT result_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: route_test route_test_answer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.route_test
    ADD CONSTRAINT route_test_answer_id_fk FOREIGN KEY (practice_id, answer_id) REFERENCES public.interchange(practice_id, id);


--
-- Name: route_test route_test_interchange_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.route_test
    ADD CONSTRAINT route_test_interchange_id_fk FOREIGN KEY (practice_id, interchange_id) REFERENCES public.interchange(practice_id, id);


--
-- Name: route_test route_test_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.route_test
    ADD CONSTRAINT route_test_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: route_test route_test_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.route_test
    ADD CONSTRAINT route_test_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: rule_stop rule_stop_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rule_stop
    ADD CONSTRAINT rule_stop_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: signed_day signed_day_provider_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signed_day
    ADD CONSTRAINT signed_day_provider_id_fk FOREIGN KEY (practice_id, provider_id) REFERENCES public.provider(practice_id, id);


--
-- Name: signed_day signed_day_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signed_day
    ADD CONSTRAINT signed_day_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: signed_form signed_form_appointment_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signed_form
    ADD CONSTRAINT signed_form_appointment_id_fk FOREIGN KEY (practice_id, appointment_id) REFERENCES public.appointment(practice_id, id);


--
-- Name: signed_form signed_form_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signed_form
    ADD CONSTRAINT signed_form_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: signed_form signed_form_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signed_form
    ADD CONSTRAINT signed_form_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: social_history social_history_author_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.social_history
    ADD CONSTRAINT social_history_author_id_fk FOREIGN KEY (practice_id, author_id) REFERENCES public.provider(practice_id, id);


--
-- Name: social_history social_history_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.social_history
    ADD CONSTRAINT social_history_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: social_history social_history_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.social_history
    ADD CONSTRAINT social_history_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: social_history social_history_replaced_by_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.social_history
    ADD CONSTRAINT social_history_replaced_by_id_fk FOREIGN KEY (practice_id, replaced_by_id, patient_id) REFERENCES public.social_history(practice_id, id, patient_id);


--
-- Name: social_history social_history_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.social_history
    ADD CONSTRAINT social_history_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: statement statement_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: statement statement_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: superbill superbill_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.superbill
    ADD CONSTRAINT superbill_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: superbill superbill_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.superbill
    ADD CONSTRAINT superbill_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: superbill superbill_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.superbill
    ADD CONSTRAINT superbill_visit_id_fk FOREIGN KEY (practice_id, visit_id) REFERENCES public.visit(practice_id, id);


--
-- Name: takeback_act takeback_act_claim_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.takeback_act
    ADD CONSTRAINT takeback_act_claim_id_fk FOREIGN KEY (practice_id, claim_id) REFERENCES public.claim(practice_id, id);


--
-- Name: takeback_act takeback_act_payer_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.takeback_act
    ADD CONSTRAINT takeback_act_payer_id_fk FOREIGN KEY (practice_id, payer_id) REFERENCES public.payer(practice_id, id);


--
-- Name: takeback_act takeback_act_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.takeback_act
    ADD CONSTRAINT takeback_act_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: takeback_act takeback_act_remittance_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.takeback_act
    ADD CONSTRAINT takeback_act_remittance_id_fk FOREIGN KEY (practice_id, remittance_id) REFERENCES public.remittance(practice_id, id);


--
-- Name: task task_claim_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_claim_id_fk FOREIGN KEY (practice_id, claim_id) REFERENCES public.claim(practice_id, id);


--
-- Name: task task_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: task task_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: transmission transmission_interchange_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.transmission
    ADD CONSTRAINT transmission_interchange_id_fk FOREIGN KEY (practice_id, interchange_id) REFERENCES public.interchange(practice_id, id);


--
-- Name: transmission transmission_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.transmission
    ADD CONSTRAINT transmission_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: visit visit_appointment_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_appointment_id_fk FOREIGN KEY (practice_id, appointment_id) REFERENCES public.appointment(practice_id, id);


--
-- Name: visit visit_location_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_location_id_fk FOREIGN KEY (practice_id, location_id) REFERENCES public.location(practice_id, id);


--
-- Name: visit visit_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: visit visit_provider_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_provider_id_fk FOREIGN KEY (practice_id, provider_id) REFERENCES public.provider(practice_id, id);


--
-- Name: visit visit_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: visit_type visit_type_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visit_type
    ADD CONSTRAINT visit_type_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: vital_sign vital_sign_author_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vital_sign
    ADD CONSTRAINT vital_sign_author_id_fk FOREIGN KEY (practice_id, author_id) REFERENCES public.provider(practice_id, id);


--
-- Name: vital_sign vital_sign_patient_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vital_sign
    ADD CONSTRAINT vital_sign_patient_id_fk FOREIGN KEY (practice_id, patient_id) REFERENCES public.patient(practice_id, id);


--
-- Name: vital_sign vital_sign_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vital_sign
    ADD CONSTRAINT vital_sign_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: vital_sign vital_sign_replaced_by_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vital_sign
    ADD CONSTRAINT vital_sign_replaced_by_id_fk FOREIGN KEY (practice_id, replaced_by_id, patient_id) REFERENCES public.vital_sign(practice_id, id, patient_id);


--
-- Name: vital_sign vital_sign_visit_id_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vital_sign
    ADD CONSTRAINT vital_sign_visit_id_fk FOREIGN KEY (practice_id, visit_id, patient_id) REFERENCES public.visit(practice_id, id, patient_id);


--
-- Name: work_view work_view_record_fk; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.work_view
    ADD CONSTRAINT work_view_record_fk FOREIGN KEY (practice_id, id, version) REFERENCES public.record(practice_id, id, version);


--
-- Name: access_act; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.access_act ENABLE ROW LEVEL SECURITY;

--
-- Name: account_number; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.account_number ENABLE ROW LEVEL SECURITY;

--
-- Name: account_total; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.account_total ENABLE ROW LEVEL SECURITY;

--
-- Name: acknowledgement; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.acknowledgement ENABLE ROW LEVEL SECURITY;

--
-- Name: administration; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.administration ENABLE ROW LEVEL SECURITY;

--
-- Name: advance_notice; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.advance_notice ENABLE ROW LEVEL SECURITY;

--
-- Name: advice; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.advice ENABLE ROW LEVEL SECURITY;

--
-- Name: aged_total; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.aged_total ENABLE ROW LEVEL SECURITY;

--
-- Name: allergy; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.allergy ENABLE ROW LEVEL SECURITY;

--
-- Name: allocation; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.allocation ENABLE ROW LEVEL SECURITY;

--
-- Name: appeal; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.appeal ENABLE ROW LEVEL SECURITY;

--
-- Name: appointment; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.appointment ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_chain; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.audit_chain ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_entry; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.audit_entry ENABLE ROW LEVEL SECURITY;

--
-- Name: authorization; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public."authorization" ENABLE ROW LEVEL SECURITY;

--
-- Name: balance_act; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.balance_act ENABLE ROW LEVEL SECURITY;

--
-- Name: benefits; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.benefits ENABLE ROW LEVEL SECURITY;

--
-- Name: billing_mark; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.billing_mark ENABLE ROW LEVEL SECURITY;

--
-- Name: brought_file; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.brought_file ENABLE ROW LEVEL SECURITY;

--
-- Name: card_charge; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.card_charge ENABLE ROW LEVEL SECURITY;

--
-- Name: card_image; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.card_image ENABLE ROW LEVEL SECURITY;

--
-- Name: card_on_file; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.card_on_file ENABLE ROW LEVEL SECURITY;

--
-- Name: charge_line; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.charge_line ENABLE ROW LEVEL SECURITY;

--
-- Name: charge_proposal; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.charge_proposal ENABLE ROW LEVEL SECURITY;

--
-- Name: chart_pair; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.chart_pair ENABLE ROW LEVEL SECURITY;

--
-- Name: claim; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.claim ENABLE ROW LEVEL SECURITY;

--
-- Name: claim_revision; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.claim_revision ENABLE ROW LEVEL SECURITY;

--
-- Name: closed_days; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.closed_days ENABLE ROW LEVEL SECURITY;

--
-- Name: code_autonomy; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.code_autonomy ENABLE ROW LEVEL SECURITY;

--
-- Name: code_list; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.code_list ENABLE ROW LEVEL SECURITY;

--
-- Name: code_pack; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.code_pack ENABLE ROW LEVEL SECURITY;

--
-- Name: code_pack_bytes; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.code_pack_bytes ENABLE ROW LEVEL SECURITY;

--
-- Name: coding_calibration; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.coding_calibration ENABLE ROW LEVEL SECURITY;

--
-- Name: coding_decision; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.coding_decision ENABLE ROW LEVEL SECURITY;

--
-- Name: coding_review; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.coding_review ENABLE ROW LEVEL SECURITY;

--
-- Name: collection_cost; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.collection_cost ENABLE ROW LEVEL SECURITY;

--
-- Name: comment; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.comment ENABLE ROW LEVEL SECURITY;

--
-- Name: control_number; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.control_number ENABLE ROW LEVEL SECURITY;

--
-- Name: coverage; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.coverage ENABLE ROW LEVEL SECURITY;

--
-- Name: day_close; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.day_close ENABLE ROW LEVEL SECURITY;

--
-- Name: day_total; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.day_total ENABLE ROW LEVEL SECURITY;

--
-- Name: denial; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.denial ENABLE ROW LEVEL SECURITY;

--
-- Name: deposit; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.deposit ENABLE ROW LEVEL SECURITY;

--
-- Name: dictation; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.dictation ENABLE ROW LEVEL SECURITY;

--
-- Name: dictation_audio; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.dictation_audio ENABLE ROW LEVEL SECURITY;

--
-- Name: disclosure_consent; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.disclosure_consent ENABLE ROW LEVEL SECURITY;

--
-- Name: document; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.document ENABLE ROW LEVEL SECURITY;

--
-- Name: drawer_count; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.drawer_count ENABLE ROW LEVEL SECURITY;

--
-- Name: due_total; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.due_total ENABLE ROW LEVEL SECURITY;

--
-- Name: enrollment; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.enrollment ENABLE ROW LEVEL SECURITY;

--
-- Name: estimate_notice; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.estimate_notice ENABLE ROW LEVEL SECURITY;

--
-- Name: family_history; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.family_history ENABLE ROW LEVEL SECURITY;

--
-- Name: fee_schedule; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.fee_schedule ENABLE ROW LEVEL SECURITY;

--
-- Name: finding_override; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.finding_override ENABLE ROW LEVEL SECURITY;

--
-- Name: form_sent; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.form_sent ENABLE ROW LEVEL SECURITY;

--
-- Name: goal; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.goal ENABLE ROW LEVEL SECURITY;

--
-- Name: immunization; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.immunization ENABLE ROW LEVEL SECURITY;

--
-- Name: interchange; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.interchange ENABLE ROW LEVEL SECURITY;

--
-- Name: interchange_bytes; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.interchange_bytes ENABLE ROW LEVEL SECURITY;

--
-- Name: journal_export; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.journal_export ENABLE ROW LEVEL SECURITY;

--
-- Name: judgement; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.judgement ENABLE ROW LEVEL SECURITY;

--
-- Name: kept_board; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.kept_board ENABLE ROW LEVEL SECURITY;

--
-- Name: kept_lag; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.kept_lag ENABLE ROW LEVEL SECURITY;

--
-- Name: kept_owed; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.kept_owed ENABLE ROW LEVEL SECURITY;

--
-- Name: kept_preview; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.kept_preview ENABLE ROW LEVEL SECURITY;

--
-- Name: kept_preview_part; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.kept_preview_part ENABLE ROW LEVEL SECURITY;

--
-- Name: kept_receivable; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.kept_receivable ENABLE ROW LEVEL SECURITY;

--
-- Name: kept_standing; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.kept_standing ENABLE ROW LEVEL SECURITY;

--
-- Name: kept_variance; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.kept_variance ENABLE ROW LEVEL SECURITY;

--
-- Name: location; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.location ENABLE ROW LEVEL SECURITY;

--
-- Name: long_run; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.long_run ENABLE ROW LEVEL SECURITY;

--
-- Name: medication; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.medication ENABLE ROW LEVEL SECURITY;

--
-- Name: mend_consent; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.mend_consent ENABLE ROW LEVEL SECURITY;

--
-- Name: model_opinion; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.model_opinion ENABLE ROW LEVEL SECURITY;

--
-- Name: month_close; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.month_close ENABLE ROW LEVEL SECURITY;

--
-- Name: msp_questionnaire; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.msp_questionnaire ENABLE ROW LEVEL SECURITY;

--
-- Name: no_charge; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.no_charge ENABLE ROW LEVEL SECURITY;

--
-- Name: note; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.note ENABLE ROW LEVEL SECURITY;

--
-- Name: note_draft; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.note_draft ENABLE ROW LEVEL SECURITY;

--
-- Name: notice; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.notice ENABLE ROW LEVEL SECURITY;

--
-- Name: open_hours; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.open_hours ENABLE ROW LEVEL SECURITY;

--
-- Name: order; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public."order" ENABLE ROW LEVEL SECURITY;

--
-- Name: overpayment; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.overpayment ENABLE ROW LEVEL SECURITY;

--
-- Name: access_act owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.access_act FOR SELECT TO almoner_owner USING (true);


--
-- Name: account_number owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.account_number FOR SELECT TO almoner_owner USING (true);


--
-- Name: account_total owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.account_total FOR SELECT TO almoner_owner USING (true);


--
-- Name: acknowledgement owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.acknowledgement FOR SELECT TO almoner_owner USING (true);


--
-- Name: administration owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.administration FOR SELECT TO almoner_owner USING (true);


--
-- Name: advance_notice owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.advance_notice FOR SELECT TO almoner_owner USING (true);


--
-- Name: advice owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.advice FOR SELECT TO almoner_owner USING (true);


--
-- Name: aged_total owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.aged_total FOR SELECT TO almoner_owner USING (true);


--
-- Name: allergy owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.allergy FOR SELECT TO almoner_owner USING (true);


--
-- Name: allocation owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.allocation FOR SELECT TO almoner_owner USING (true);


--
-- Name: appeal owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.appeal FOR SELECT TO almoner_owner USING (true);


--
-- Name: appointment owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.appointment FOR SELECT TO almoner_owner USING (true);


--
-- Name: audit_chain owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.audit_chain FOR SELECT TO almoner_owner USING (true);


--
-- Name: audit_entry owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.audit_entry FOR SELECT TO almoner_owner USING (true);


--
-- Name: authorization owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public."authorization" FOR SELECT TO almoner_owner USING (true);


--
-- Name: balance_act owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.balance_act FOR SELECT TO almoner_owner USING (true);


--
-- Name: benefits owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.benefits FOR SELECT TO almoner_owner USING (true);


--
-- Name: billing_mark owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.billing_mark FOR SELECT TO almoner_owner USING (true);


--
-- Name: brought_file owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.brought_file FOR SELECT TO almoner_owner USING (true);


--
-- Name: card_charge owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.card_charge FOR SELECT TO almoner_owner USING (true);


--
-- Name: card_image owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.card_image FOR SELECT TO almoner_owner USING (true);


--
-- Name: card_on_file owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.card_on_file FOR SELECT TO almoner_owner USING (true);


--
-- Name: charge_line owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.charge_line FOR SELECT TO almoner_owner USING (true);


--
-- Name: charge_proposal owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.charge_proposal FOR SELECT TO almoner_owner USING (true);


--
-- Name: chart_pair owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.chart_pair FOR SELECT TO almoner_owner USING (true);


--
-- Name: claim owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.claim FOR SELECT TO almoner_owner USING (true);


--
-- Name: claim_revision owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.claim_revision FOR SELECT TO almoner_owner USING (true);


--
-- Name: closed_days owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.closed_days FOR SELECT TO almoner_owner USING (true);


--
-- Name: code_autonomy owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.code_autonomy FOR SELECT TO almoner_owner USING (true);


--
-- Name: code_list owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.code_list FOR SELECT TO almoner_owner USING (true);


--
-- Name: code_pack owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.code_pack FOR SELECT TO almoner_owner USING (true);


--
-- Name: code_pack_bytes owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.code_pack_bytes FOR SELECT TO almoner_owner USING (true);


--
-- Name: coding_calibration owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.coding_calibration FOR SELECT TO almoner_owner USING (true);


--
-- Name: coding_decision owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.coding_decision FOR SELECT TO almoner_owner USING (true);


--
-- Name: coding_review owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.coding_review FOR SELECT TO almoner_owner USING (true);


--
-- Name: collection_cost owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.collection_cost FOR SELECT TO almoner_owner USING (true);


--
-- Name: comment owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.comment FOR SELECT TO almoner_owner USING (true);


--
-- Name: control_number owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.control_number FOR SELECT TO almoner_owner USING (true);


--
-- Name: coverage owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.coverage FOR SELECT TO almoner_owner USING (true);


--
-- Name: day_close owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.day_close FOR SELECT TO almoner_owner USING (true);


--
-- Name: day_total owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.day_total FOR SELECT TO almoner_owner USING (true);


--
-- Name: denial owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.denial FOR SELECT TO almoner_owner USING (true);


--
-- Name: deposit owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.deposit FOR SELECT TO almoner_owner USING (true);


--
-- Name: dictation owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.dictation FOR SELECT TO almoner_owner USING (true);


--
-- Name: dictation_audio owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.dictation_audio FOR SELECT TO almoner_owner USING (true);


--
-- Name: disclosure_consent owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.disclosure_consent FOR SELECT TO almoner_owner USING (true);


--
-- Name: document owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.document FOR SELECT TO almoner_owner USING (true);


--
-- Name: drawer_count owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.drawer_count FOR SELECT TO almoner_owner USING (true);


--
-- Name: due_total owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.due_total FOR SELECT TO almoner_owner USING (true);


--
-- Name: enrollment owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.enrollment FOR SELECT TO almoner_owner USING (true);


--
-- Name: estimate_notice owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.estimate_notice FOR SELECT TO almoner_owner USING (true);


--
-- Name: family_history owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.family_history FOR SELECT TO almoner_owner USING (true);


--
-- Name: fee_schedule owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.fee_schedule FOR SELECT TO almoner_owner USING (true);


--
-- Name: finding_override owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.finding_override FOR SELECT TO almoner_owner USING (true);


--
-- Name: form_sent owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.form_sent FOR SELECT TO almoner_owner USING (true);


--
-- Name: goal owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.goal FOR SELECT TO almoner_owner USING (true);


--
-- Name: immunization owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.immunization FOR SELECT TO almoner_owner USING (true);


--
-- Name: interchange owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.interchange FOR SELECT TO almoner_owner USING (true);


--
-- Name: interchange_bytes owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.interchange_bytes FOR SELECT TO almoner_owner USING (true);


--
-- Name: journal_export owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.journal_export FOR SELECT TO almoner_owner USING (true);


--
-- Name: judgement owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.judgement FOR SELECT TO almoner_owner USING (true);


--
-- Name: kept_board owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.kept_board FOR SELECT TO almoner_owner USING (true);


--
-- Name: kept_lag owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.kept_lag FOR SELECT TO almoner_owner USING (true);


--
-- Name: kept_owed owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.kept_owed FOR SELECT TO almoner_owner USING (true);


--
-- Name: kept_preview owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.kept_preview FOR SELECT TO almoner_owner USING (true);


--
-- Name: kept_preview_part owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.kept_preview_part FOR SELECT TO almoner_owner USING (true);


--
-- Name: kept_receivable owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.kept_receivable FOR SELECT TO almoner_owner USING (true);


--
-- Name: kept_standing owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.kept_standing FOR SELECT TO almoner_owner USING (true);


--
-- Name: kept_variance owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.kept_variance FOR SELECT TO almoner_owner USING (true);


--
-- Name: location owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.location FOR SELECT TO almoner_owner USING (true);


--
-- Name: long_run owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.long_run FOR SELECT TO almoner_owner USING (true);


--
-- Name: medication owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.medication FOR SELECT TO almoner_owner USING (true);


--
-- Name: mend_consent owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.mend_consent FOR SELECT TO almoner_owner USING (true);


--
-- Name: model_opinion owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.model_opinion FOR SELECT TO almoner_owner USING (true);


--
-- Name: month_close owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.month_close FOR SELECT TO almoner_owner USING (true);


--
-- Name: msp_questionnaire owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.msp_questionnaire FOR SELECT TO almoner_owner USING (true);


--
-- Name: no_charge owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.no_charge FOR SELECT TO almoner_owner USING (true);


--
-- Name: note owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.note FOR SELECT TO almoner_owner USING (true);


--
-- Name: note_draft owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.note_draft FOR SELECT TO almoner_owner USING (true);


--
-- Name: notice owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.notice FOR SELECT TO almoner_owner USING (true);


--
-- Name: open_hours owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.open_hours FOR SELECT TO almoner_owner USING (true);


--
-- Name: order owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public."order" FOR SELECT TO almoner_owner USING (true);


--
-- Name: overpayment owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.overpayment FOR SELECT TO almoner_owner USING (true);


--
-- Name: patient owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.patient FOR SELECT TO almoner_owner USING (true);


--
-- Name: patient_total owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.patient_total FOR SELECT TO almoner_owner USING (true);


--
-- Name: pay_link owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.pay_link FOR SELECT TO almoner_owner USING (true);


--
-- Name: payer owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.payer FOR SELECT TO almoner_owner USING (true);


--
-- Name: payer_call owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.payer_call FOR SELECT TO almoner_owner USING (true);


--
-- Name: payer_contract owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.payer_contract FOR SELECT TO almoner_owner USING (true);


--
-- Name: payer_plan owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.payer_plan FOR SELECT TO almoner_owner USING (true);


--
-- Name: payment_plan owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.payment_plan FOR SELECT TO almoner_owner USING (true);


--
-- Name: place_enrollment owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.place_enrollment FOR SELECT TO almoner_owner USING (true);


--
-- Name: placement owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.placement FOR SELECT TO almoner_owner USING (true);


--
-- Name: posting owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.posting FOR SELECT TO almoner_owner USING (true);


--
-- Name: practice owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.practice FOR SELECT TO almoner_owner USING (true);


--
-- Name: problem owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.problem FOR SELECT TO almoner_owner USING (true);


--
-- Name: procedure owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.procedure FOR SELECT TO almoner_owner USING (true);


--
-- Name: provider owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.provider FOR SELECT TO almoner_owner USING (true);


--
-- Name: provider_query owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.provider_query FOR SELECT TO almoner_owner USING (true);


--
-- Name: psychotherapy_note owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.psychotherapy_note FOR SELECT TO almoner_owner USING (true);


--
-- Name: psychotherapy_text owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.psychotherapy_text FOR SELECT TO almoner_owner USING (true);


--
-- Name: receipt owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.receipt FOR SELECT TO almoner_owner USING (true);


--
-- Name: record owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.record FOR SELECT TO almoner_owner USING (true);


--
-- Name: refund owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.refund FOR SELECT TO almoner_owner USING (true);


--
-- Name: release owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.release FOR SELECT TO almoner_owner USING (true);


--
-- Name: remittance owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.remittance FOR SELECT TO almoner_owner USING (true);


--
-- Name: report owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.report FOR SELECT TO almoner_owner USING (true);


--
-- Name: result owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.result FOR SELECT TO almoner_owner USING (true);


--
-- Name: route_test owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.route_test FOR SELECT TO almoner_owner USING (true);


--
-- Name: rule_stop owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.rule_stop FOR SELECT TO almoner_owner USING (true);


--
-- Name: signed_day owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.signed_day FOR SELECT TO almoner_owner USING (true);


--
-- Name: signed_form owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.signed_form FOR SELECT TO almoner_owner USING (true);


--
-- Name: social_history owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.social_history FOR SELECT TO almoner_owner USING (true);


--
-- Name: statement owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.statement FOR SELECT TO almoner_owner USING (true);


--
-- Name: superbill owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.superbill FOR SELECT TO almoner_owner USING (true);


--
-- Name: takeback_act owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.takeback_act FOR SELECT TO almoner_owner USING (true);


--
-- Name: task owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.task FOR SELECT TO almoner_owner USING (true);


--
-- Name: transmission owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.transmission FOR SELECT TO almoner_owner USING (true);


--
-- Name: visit owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.visit FOR SELECT TO almoner_owner USING (true);


--
-- Name: visit_type owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.visit_type FOR SELECT TO almoner_owner USING (true);


--
-- Name: vital_sign owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.vital_sign FOR SELECT TO almoner_owner USING (true);


--
-- Name: work_view owner_reads; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY owner_reads ON public.work_view FOR SELECT TO almoner_owner USING (true);


--
-- Name: patient; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.patient ENABLE ROW LEVEL SECURITY;

--
-- Name: patient_total; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.patient_total ENABLE ROW LEVEL SECURITY;

--
-- Name: pay_link; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.pay_link ENABLE ROW LEVEL SECURITY;

--
-- Name: payer; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.payer ENABLE ROW LEVEL SECURITY;

--
-- Name: payer_call; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.payer_call ENABLE ROW LEVEL SECURITY;

--
-- Name: payer_contract; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.payer_contract ENABLE ROW LEVEL SECURITY;

--
-- Name: payer_plan; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.payer_plan ENABLE ROW LEVEL SECURITY;

--
-- Name: payment_plan; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.payment_plan ENABLE ROW LEVEL SECURITY;

--
-- Name: place_enrollment; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.place_enrollment ENABLE ROW LEVEL SECURITY;

--
-- Name: placement; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.placement ENABLE ROW LEVEL SECURITY;

--
-- Name: posting; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.posting ENABLE ROW LEVEL SECURITY;

--
-- Name: practice; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.practice ENABLE ROW LEVEL SECURITY;

--
-- Name: problem; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.problem ENABLE ROW LEVEL SECURITY;

--
-- Name: procedure; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.procedure ENABLE ROW LEVEL SECURITY;

--
-- Name: provider; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.provider ENABLE ROW LEVEL SECURITY;

--
-- Name: provider_query; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.provider_query ENABLE ROW LEVEL SECURITY;

--
-- Name: psychotherapy_note; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.psychotherapy_note ENABLE ROW LEVEL SECURITY;

--
-- Name: psychotherapy_text; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.psychotherapy_text ENABLE ROW LEVEL SECURITY;

--
-- Name: receipt; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.receipt ENABLE ROW LEVEL SECURITY;

--
-- Name: record; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.record ENABLE ROW LEVEL SECURITY;

--
-- Name: refund; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.refund ENABLE ROW LEVEL SECURITY;

--
-- Name: release; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.release ENABLE ROW LEVEL SECURITY;

--
-- Name: remittance; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.remittance ENABLE ROW LEVEL SECURITY;

--
-- Name: report; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.report ENABLE ROW LEVEL SECURITY;

--
-- Name: result; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.result ENABLE ROW LEVEL SECURITY;

--
-- Name: route_test; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.route_test ENABLE ROW LEVEL SECURITY;

--
-- Name: rule_stop; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.rule_stop ENABLE ROW LEVEL SECURITY;

--
-- Name: signed_day; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.signed_day ENABLE ROW LEVEL SECURITY;

--
-- Name: signed_form; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.signed_form ENABLE ROW LEVEL SECURITY;

--
-- Name: social_history; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.social_history ENABLE ROW LEVEL SECURITY;

--
-- Name: statement; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.statement ENABLE ROW LEVEL SECURITY;

--
-- Name: superbill; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.superbill ENABLE ROW LEVEL SECURITY;

--
-- Name: takeback_act; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.takeback_act ENABLE ROW LEVEL SECURITY;

--
-- Name: task; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.task ENABLE ROW LEVEL SECURITY;

--
-- Name: transmission; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.transmission ENABLE ROW LEVEL SECURITY;

--
-- Name: visit; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.visit ENABLE ROW LEVEL SECURITY;

--
-- Name: visit_type; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.visit_type ENABLE ROW LEVEL SECURITY;

--
-- Name: vital_sign; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.vital_sign ENABLE ROW LEVEL SECURITY;

--
-- Name: access_act within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.access_act USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: account_number within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.account_number USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: account_total within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.account_total USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: acknowledgement within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.acknowledgement USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: administration within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.administration USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: advance_notice within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.advance_notice USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: advice within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.advice USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: aged_total within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.aged_total USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: allergy within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.allergy USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: allocation within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.allocation USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: appeal within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.appeal USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: appointment within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.appointment USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: audit_chain within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.audit_chain USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: audit_entry within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.audit_entry USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: authorization within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public."authorization" USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: balance_act within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.balance_act USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: benefits within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.benefits USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: billing_mark within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.billing_mark USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: brought_file within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.brought_file USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: card_charge within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.card_charge USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: card_image within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.card_image USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: card_on_file within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.card_on_file USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: charge_line within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.charge_line USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: charge_proposal within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.charge_proposal USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: chart_pair within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.chart_pair USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: claim within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.claim USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: claim_revision within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.claim_revision USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: closed_days within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.closed_days USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: code_autonomy within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.code_autonomy USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: code_list within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.code_list USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: code_pack within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.code_pack USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: code_pack_bytes within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.code_pack_bytes USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: coding_calibration within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.coding_calibration USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: coding_decision within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.coding_decision USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: coding_review within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.coding_review USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: collection_cost within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.collection_cost USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: comment within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.comment USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: control_number within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.control_number USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: coverage within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.coverage USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: day_close within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.day_close USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: day_total within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.day_total USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: denial within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.denial USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: deposit within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.deposit USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: dictation within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.dictation USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: dictation_audio within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.dictation_audio USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: disclosure_consent within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.disclosure_consent USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: document within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.document USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: drawer_count within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.drawer_count USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: due_total within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.due_total USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: enrollment within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.enrollment USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: estimate_notice within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.estimate_notice USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: family_history within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.family_history USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: fee_schedule within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.fee_schedule USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: finding_override within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.finding_override USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: form_sent within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.form_sent USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: goal within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.goal USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: immunization within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.immunization USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: interchange within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.interchange USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: interchange_bytes within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.interchange_bytes USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: journal_export within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.journal_export USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: judgement within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.judgement USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: kept_board within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.kept_board USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: kept_lag within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.kept_lag USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: kept_owed within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.kept_owed USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: kept_preview within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.kept_preview USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: kept_preview_part within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.kept_preview_part USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: kept_receivable within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.kept_receivable USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: kept_standing within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.kept_standing USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: kept_variance within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.kept_variance USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: location within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.location USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: long_run within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.long_run USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: medication within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.medication USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: mend_consent within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.mend_consent USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: model_opinion within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.model_opinion USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: month_close within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.month_close USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: msp_questionnaire within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.msp_questionnaire USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: no_charge within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.no_charge USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: note within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.note USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: note_draft within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.note_draft USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: notice within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.notice USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: open_hours within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.open_hours USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: order within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public."order" USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: overpayment within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.overpayment USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: patient within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.patient USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: patient_total within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.patient_total USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: pay_link within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.pay_link USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: payer within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.payer USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: payer_call within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.payer_call USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: payer_contract within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.payer_contract USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: payer_plan within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.payer_plan USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: payment_plan within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.payment_plan USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: place_enrollment within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.place_enrollment USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: placement within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.placement USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: posting within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.posting USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: practice within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.practice USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: problem within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.problem USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: procedure within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.procedure USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: provider within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.provider USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: provider_query within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.provider_query USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: psychotherapy_note within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.psychotherapy_note USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: psychotherapy_text within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.psychotherapy_text USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: receipt within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.receipt USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: record within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.record USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: refund within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.refund USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: release within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.release USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: remittance within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.remittance USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: report within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.report USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: result within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.result USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: route_test within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.route_test USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: rule_stop within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.rule_stop USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: signed_day within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.signed_day USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: signed_form within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.signed_form USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: social_history within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.social_history USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: statement within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.statement USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: superbill within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.superbill USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: takeback_act within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.takeback_act USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: task within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.task USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: transmission within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.transmission USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: visit within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.visit USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: visit_type within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.visit_type USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: vital_sign within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.vital_sign USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: work_view within_practice; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY within_practice ON public.work_view USING ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((practice_id = ( SELECT (NULLIF(current_setting('almoner.practice'::text, true), ''::text))::bigint AS "nullif")));


--
-- Name: work_view; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.work_view ENABLE ROW LEVEL SECURITY;

--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA public TO almoner_app;
GRANT USAGE ON SCHEMA public TO almoner_train;


--
-- Name: TABLE procrastinate_jobs; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_jobs TO almoner_app;


--
-- Name: TABLE access_act; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.access_act TO almoner_app;
GRANT SELECT ON TABLE public.access_act TO almoner_train;


--
-- Name: TABLE account_number; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.account_number TO almoner_app;
GRANT SELECT ON TABLE public.account_number TO almoner_train;


--
-- Name: TABLE account_total; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.account_total TO almoner_app;
GRANT SELECT ON TABLE public.account_total TO almoner_train;


--
-- Name: TABLE acknowledgement; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.acknowledgement TO almoner_app;
GRANT SELECT ON TABLE public.acknowledgement TO almoner_train;


--
-- Name: TABLE administration; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.administration TO almoner_app;
GRANT SELECT ON TABLE public.administration TO almoner_train;


--
-- Name: TABLE advance_notice; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.advance_notice TO almoner_app;
GRANT SELECT ON TABLE public.advance_notice TO almoner_train;


--
-- Name: TABLE advice; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.advice TO almoner_app;
GRANT SELECT ON TABLE public.advice TO almoner_train;


--
-- Name: TABLE aged_total; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.aged_total TO almoner_app;
GRANT SELECT ON TABLE public.aged_total TO almoner_train;


--
-- Name: TABLE allergy; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.allergy TO almoner_app;
GRANT SELECT ON TABLE public.allergy TO almoner_train;


--
-- Name: TABLE allocation; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.allocation TO almoner_app;
GRANT SELECT ON TABLE public.allocation TO almoner_train;


--
-- Name: SEQUENCE almoner_batch; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.almoner_batch TO almoner_app;


--
-- Name: SEQUENCE almoner_id; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.almoner_id TO almoner_app;


--
-- Name: TABLE appeal; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.appeal TO almoner_app;
GRANT SELECT ON TABLE public.appeal TO almoner_train;


--
-- Name: TABLE appointment; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.appointment TO almoner_app;
GRANT SELECT ON TABLE public.appointment TO almoner_train;


--
-- Name: TABLE audit_chain; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.audit_chain TO almoner_app;
GRANT SELECT ON TABLE public.audit_chain TO almoner_train;


--
-- Name: TABLE audit_entry; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.audit_entry TO almoner_app;
GRANT SELECT ON TABLE public.audit_entry TO almoner_train;


--
-- Name: TABLE auth_group; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group TO almoner_app;


--
-- Name: SEQUENCE auth_group_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.auth_group_id_seq TO almoner_app;


--
-- Name: TABLE auth_group_permissions; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group_permissions TO almoner_app;


--
-- Name: SEQUENCE auth_group_permissions_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.auth_group_permissions_id_seq TO almoner_app;


--
-- Name: TABLE auth_permission; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_permission TO almoner_app;


--
-- Name: SEQUENCE auth_permission_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.auth_permission_id_seq TO almoner_app;


--
-- Name: TABLE auth_user; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_user TO almoner_app;


--
-- Name: TABLE auth_user_groups; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_user_groups TO almoner_app;


--
-- Name: SEQUENCE auth_user_groups_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.auth_user_groups_id_seq TO almoner_app;


--
-- Name: SEQUENCE auth_user_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.auth_user_id_seq TO almoner_app;


--
-- Name: TABLE auth_user_user_permissions; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_user_user_permissions TO almoner_app;


--
-- Name: SEQUENCE auth_user_user_permissions_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.auth_user_user_permissions_id_seq TO almoner_app;


--
-- Name: TABLE "authorization"; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public."authorization" TO almoner_app;
GRANT SELECT ON TABLE public."authorization" TO almoner_train;


--
-- Name: TABLE balance_act; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.balance_act TO almoner_app;
GRANT SELECT ON TABLE public.balance_act TO almoner_train;


--
-- Name: TABLE benefits; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.benefits TO almoner_app;
GRANT SELECT ON TABLE public.benefits TO almoner_train;


--
-- Name: TABLE billing_mark; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.billing_mark TO almoner_app;
GRANT SELECT ON TABLE public.billing_mark TO almoner_train;


--
-- Name: TABLE brought_file; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.brought_file TO almoner_app;
GRANT SELECT ON TABLE public.brought_file TO almoner_train;


--
-- Name: TABLE card_charge; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.card_charge TO almoner_app;
GRANT SELECT ON TABLE public.card_charge TO almoner_train;


--
-- Name: TABLE card_image; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.card_image TO almoner_app;
GRANT SELECT ON TABLE public.card_image TO almoner_train;


--
-- Name: TABLE card_on_file; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.card_on_file TO almoner_app;
GRANT SELECT ON TABLE public.card_on_file TO almoner_train;


--
-- Name: TABLE charge_line; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.charge_line TO almoner_app;
GRANT SELECT ON TABLE public.charge_line TO almoner_train;


--
-- Name: COLUMN charge_line.version; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(version) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.sequence; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(sequence) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.control; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(control) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.code; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(code) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.units; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(units) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.charge_cents; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(charge_cents) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.service_on; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(service_on) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.location_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(location_id) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.patient_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(patient_id) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.provider_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(provider_id) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.superbill_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(superbill_id) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.visit_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(visit_id) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.decision_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(decision_id) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.schedule_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(schedule_id) ON TABLE public.charge_line TO almoner_app;


--
-- Name: COLUMN charge_line.is_taken_back; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(is_taken_back) ON TABLE public.charge_line TO almoner_app;


--
-- Name: TABLE charge_proposal; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.charge_proposal TO almoner_app;
GRANT SELECT ON TABLE public.charge_proposal TO almoner_train;


--
-- Name: TABLE chart_pair; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.chart_pair TO almoner_app;
GRANT SELECT ON TABLE public.chart_pair TO almoner_train;


--
-- Name: TABLE claim; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.claim TO almoner_app;
GRANT SELECT ON TABLE public.claim TO almoner_train;


--
-- Name: TABLE claim_revision; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.claim_revision TO almoner_app;
GRANT SELECT ON TABLE public.claim_revision TO almoner_train;


--
-- Name: TABLE closed_days; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.closed_days TO almoner_app;
GRANT SELECT ON TABLE public.closed_days TO almoner_train;


--
-- Name: TABLE code_autonomy; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.code_autonomy TO almoner_app;
GRANT SELECT ON TABLE public.code_autonomy TO almoner_train;


--
-- Name: TABLE code_list; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.code_list TO almoner_app;
GRANT SELECT ON TABLE public.code_list TO almoner_train;


--
-- Name: TABLE code_pack; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.code_pack TO almoner_app;
GRANT SELECT ON TABLE public.code_pack TO almoner_train;


--
-- Name: TABLE code_pack_bytes; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.code_pack_bytes TO almoner_app;
GRANT SELECT ON TABLE public.code_pack_bytes TO almoner_train;


--
-- Name: TABLE coding_calibration; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.coding_calibration TO almoner_app;
GRANT SELECT ON TABLE public.coding_calibration TO almoner_train;


--
-- Name: TABLE coding_decision; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.coding_decision TO almoner_app;
GRANT SELECT ON TABLE public.coding_decision TO almoner_train;


--
-- Name: TABLE coding_review; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.coding_review TO almoner_app;
GRANT SELECT ON TABLE public.coding_review TO almoner_train;


--
-- Name: TABLE collection_cost; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.collection_cost TO almoner_app;
GRANT SELECT ON TABLE public.collection_cost TO almoner_train;


--
-- Name: TABLE comment; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.comment TO almoner_app;
GRANT SELECT ON TABLE public.comment TO almoner_train;


--
-- Name: TABLE control_number; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.control_number TO almoner_app;
GRANT SELECT ON TABLE public.control_number TO almoner_train;


--
-- Name: TABLE coverage; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.coverage TO almoner_app;
GRANT SELECT ON TABLE public.coverage TO almoner_train;


--
-- Name: TABLE day_close; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.day_close TO almoner_app;
GRANT SELECT ON TABLE public.day_close TO almoner_train;


--
-- Name: TABLE day_total; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.day_total TO almoner_app;
GRANT SELECT ON TABLE public.day_total TO almoner_train;


--
-- Name: TABLE denial; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.denial TO almoner_app;
GRANT SELECT ON TABLE public.denial TO almoner_train;


--
-- Name: TABLE deposit; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.deposit TO almoner_app;
GRANT SELECT ON TABLE public.deposit TO almoner_train;


--
-- Name: TABLE dictation; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.dictation TO almoner_app;


--
-- Name: TABLE dictation_audio; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.dictation_audio TO almoner_app;


--
-- Name: TABLE disclosure_consent; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.disclosure_consent TO almoner_app;
GRANT SELECT ON TABLE public.disclosure_consent TO almoner_train;


--
-- Name: TABLE django_content_type; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_content_type TO almoner_app;


--
-- Name: SEQUENCE django_content_type_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.django_content_type_id_seq TO almoner_app;


--
-- Name: TABLE django_migrations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.django_migrations TO almoner_app;


--
-- Name: SEQUENCE django_migrations_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.django_migrations_id_seq TO almoner_app;


--
-- Name: TABLE django_session; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_session TO almoner_app;


--
-- Name: TABLE document; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.document TO almoner_app;
GRANT SELECT ON TABLE public.document TO almoner_train;


--
-- Name: TABLE drawer_count; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.drawer_count TO almoner_app;
GRANT SELECT ON TABLE public.drawer_count TO almoner_train;


--
-- Name: TABLE due_total; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.due_total TO almoner_app;
GRANT SELECT ON TABLE public.due_total TO almoner_train;


--
-- Name: TABLE enrollment; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.enrollment TO almoner_app;
GRANT SELECT ON TABLE public.enrollment TO almoner_train;


--
-- Name: TABLE estimate_notice; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.estimate_notice TO almoner_app;
GRANT SELECT ON TABLE public.estimate_notice TO almoner_train;


--
-- Name: TABLE family_history; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.family_history TO almoner_app;
GRANT SELECT ON TABLE public.family_history TO almoner_train;


--
-- Name: TABLE fee_schedule; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.fee_schedule TO almoner_app;
GRANT SELECT ON TABLE public.fee_schedule TO almoner_train;


--
-- Name: TABLE finding_override; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.finding_override TO almoner_app;
GRANT SELECT ON TABLE public.finding_override TO almoner_train;


--
-- Name: TABLE form_sent; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.form_sent TO almoner_app;
GRANT SELECT ON TABLE public.form_sent TO almoner_train;


--
-- Name: TABLE goal; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.goal TO almoner_app;
GRANT SELECT ON TABLE public.goal TO almoner_train;


--
-- Name: TABLE immunization; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.immunization TO almoner_app;
GRANT SELECT ON TABLE public.immunization TO almoner_train;


--
-- Name: TABLE interchange; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.interchange TO almoner_app;
GRANT SELECT ON TABLE public.interchange TO almoner_train;


--
-- Name: TABLE interchange_bytes; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.interchange_bytes TO almoner_app;
GRANT SELECT ON TABLE public.interchange_bytes TO almoner_train;


--
-- Name: TABLE journal_export; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.journal_export TO almoner_app;
GRANT SELECT ON TABLE public.journal_export TO almoner_train;


--
-- Name: TABLE judgement; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.judgement TO almoner_app;
GRANT SELECT ON TABLE public.judgement TO almoner_train;


--
-- Name: TABLE kept_board; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.kept_board TO almoner_app;
GRANT SELECT ON TABLE public.kept_board TO almoner_train;


--
-- Name: TABLE kept_lag; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.kept_lag TO almoner_app;
GRANT SELECT ON TABLE public.kept_lag TO almoner_train;


--
-- Name: TABLE kept_owed; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.kept_owed TO almoner_app;
GRANT SELECT ON TABLE public.kept_owed TO almoner_train;


--
-- Name: TABLE kept_preview; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.kept_preview TO almoner_app;
GRANT SELECT ON TABLE public.kept_preview TO almoner_train;


--
-- Name: TABLE kept_preview_part; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.kept_preview_part TO almoner_app;
GRANT SELECT ON TABLE public.kept_preview_part TO almoner_train;


--
-- Name: TABLE kept_receivable; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.kept_receivable TO almoner_app;
GRANT SELECT ON TABLE public.kept_receivable TO almoner_train;


--
-- Name: TABLE kept_standing; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.kept_standing TO almoner_app;
GRANT SELECT ON TABLE public.kept_standing TO almoner_train;


--
-- Name: TABLE kept_variance; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.kept_variance TO almoner_app;
GRANT SELECT ON TABLE public.kept_variance TO almoner_train;


--
-- Name: TABLE location; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.location TO almoner_app;
GRANT SELECT ON TABLE public.location TO almoner_train;


--
-- Name: TABLE long_run; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.long_run TO almoner_app;
GRANT SELECT ON TABLE public.long_run TO almoner_train;


--
-- Name: TABLE medication; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.medication TO almoner_app;
GRANT SELECT ON TABLE public.medication TO almoner_train;


--
-- Name: TABLE membership; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.membership TO almoner_app;


--
-- Name: SEQUENCE membership_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.membership_id_seq TO almoner_app;


--
-- Name: TABLE mend_consent; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.mend_consent TO almoner_app;
GRANT SELECT ON TABLE public.mend_consent TO almoner_train;


--
-- Name: TABLE model_opinion; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.model_opinion TO almoner_app;
GRANT SELECT ON TABLE public.model_opinion TO almoner_train;


--
-- Name: TABLE month_close; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.month_close TO almoner_app;
GRANT SELECT ON TABLE public.month_close TO almoner_train;


--
-- Name: TABLE msp_questionnaire; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.msp_questionnaire TO almoner_app;
GRANT SELECT ON TABLE public.msp_questionnaire TO almoner_train;


--
-- Name: TABLE no_charge; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.no_charge TO almoner_app;
GRANT SELECT ON TABLE public.no_charge TO almoner_train;


--
-- Name: TABLE note; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.note TO almoner_app;
GRANT SELECT ON TABLE public.note TO almoner_train;


--
-- Name: TABLE note_draft; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.note_draft TO almoner_app;


--
-- Name: TABLE notice; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.notice TO almoner_app;
GRANT SELECT ON TABLE public.notice TO almoner_train;


--
-- Name: TABLE open_hours; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.open_hours TO almoner_app;
GRANT SELECT ON TABLE public.open_hours TO almoner_train;


--
-- Name: TABLE "order"; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public."order" TO almoner_app;
GRANT SELECT ON TABLE public."order" TO almoner_train;


--
-- Name: TABLE overpayment; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.overpayment TO almoner_app;
GRANT SELECT ON TABLE public.overpayment TO almoner_train;


--
-- Name: TABLE patient; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.patient TO almoner_app;
GRANT SELECT ON TABLE public.patient TO almoner_train;


--
-- Name: TABLE patient_total; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.patient_total TO almoner_app;
GRANT SELECT ON TABLE public.patient_total TO almoner_train;


--
-- Name: TABLE pay_link; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.pay_link TO almoner_app;
GRANT SELECT ON TABLE public.pay_link TO almoner_train;


--
-- Name: TABLE payer; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.payer TO almoner_app;
GRANT SELECT ON TABLE public.payer TO almoner_train;


--
-- Name: TABLE payer_call; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.payer_call TO almoner_app;
GRANT SELECT ON TABLE public.payer_call TO almoner_train;


--
-- Name: TABLE payer_contract; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.payer_contract TO almoner_app;
GRANT SELECT ON TABLE public.payer_contract TO almoner_train;


--
-- Name: TABLE payer_plan; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.payer_plan TO almoner_app;
GRANT SELECT ON TABLE public.payer_plan TO almoner_train;


--
-- Name: TABLE payment_plan; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.payment_plan TO almoner_app;
GRANT SELECT ON TABLE public.payment_plan TO almoner_train;


--
-- Name: TABLE person_choices; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.person_choices TO almoner_app;


--
-- Name: TABLE place_enrollment; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.place_enrollment TO almoner_app;
GRANT SELECT ON TABLE public.place_enrollment TO almoner_train;


--
-- Name: TABLE placement; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.placement TO almoner_app;
GRANT SELECT ON TABLE public.placement TO almoner_train;


--
-- Name: TABLE posting; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.posting TO almoner_app;
GRANT SELECT ON TABLE public.posting TO almoner_train;


--
-- Name: SEQUENCE posting_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.posting_id_seq TO almoner_app;


--
-- Name: TABLE practice; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.practice TO almoner_app;
GRANT SELECT ON TABLE public.practice TO almoner_train;


--
-- Name: TABLE problem; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.problem TO almoner_app;
GRANT SELECT ON TABLE public.problem TO almoner_train;


--
-- Name: TABLE procedure; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.procedure TO almoner_app;
GRANT SELECT ON TABLE public.procedure TO almoner_train;


--
-- Name: TABLE procrastinate_events; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_events TO almoner_app;


--
-- Name: SEQUENCE procrastinate_events_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.procrastinate_events_id_seq TO almoner_app;


--
-- Name: SEQUENCE procrastinate_jobs_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.procrastinate_jobs_id_seq TO almoner_app;


--
-- Name: TABLE procrastinate_periodic_defers; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_periodic_defers TO almoner_app;


--
-- Name: SEQUENCE procrastinate_periodic_defers_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.procrastinate_periodic_defers_id_seq TO almoner_app;


--
-- Name: TABLE procrastinate_workers; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_workers TO almoner_app;


--
-- Name: SEQUENCE procrastinate_workers_id_seq; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.procrastinate_workers_id_seq TO almoner_app;


--
-- Name: TABLE provider; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.provider TO almoner_app;
GRANT SELECT ON TABLE public.provider TO almoner_train;


--
-- Name: TABLE provider_query; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.provider_query TO almoner_app;
GRANT SELECT ON TABLE public.provider_query TO almoner_train;


--
-- Name: TABLE psychotherapy_note; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.psychotherapy_note TO almoner_app;
GRANT SELECT ON TABLE public.psychotherapy_note TO almoner_train;


--
-- Name: TABLE psychotherapy_text; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.psychotherapy_text TO almoner_app;


--
-- Name: TABLE receipt; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.receipt TO almoner_app;
GRANT SELECT ON TABLE public.receipt TO almoner_train;


--
-- Name: TABLE record; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.record TO almoner_app;
GRANT SELECT ON TABLE public.record TO almoner_train;


--
-- Name: TABLE refund; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.refund TO almoner_app;
GRANT SELECT ON TABLE public.refund TO almoner_train;


--
-- Name: TABLE release; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.release TO almoner_app;
GRANT SELECT ON TABLE public.release TO almoner_train;


--
-- Name: TABLE remittance; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.remittance TO almoner_app;
GRANT SELECT ON TABLE public.remittance TO almoner_train;


--
-- Name: TABLE report; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.report TO almoner_app;
GRANT SELECT ON TABLE public.report TO almoner_train;


--
-- Name: TABLE result; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.result TO almoner_app;
GRANT SELECT ON TABLE public.result TO almoner_train;


--
-- Name: TABLE route_test; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.route_test TO almoner_app;
GRANT SELECT ON TABLE public.route_test TO almoner_train;


--
-- Name: TABLE rule_stop; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.rule_stop TO almoner_app;
GRANT SELECT ON TABLE public.rule_stop TO almoner_train;


--
-- Name: TABLE signed_day; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.signed_day TO almoner_app;
GRANT SELECT ON TABLE public.signed_day TO almoner_train;


--
-- Name: TABLE signed_form; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.signed_form TO almoner_app;
GRANT SELECT ON TABLE public.signed_form TO almoner_train;


--
-- Name: TABLE social_history; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.social_history TO almoner_app;
GRANT SELECT ON TABLE public.social_history TO almoner_train;


--
-- Name: TABLE statement; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.statement TO almoner_app;
GRANT SELECT ON TABLE public.statement TO almoner_train;


--
-- Name: TABLE superbill; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.superbill TO almoner_app;
GRANT SELECT ON TABLE public.superbill TO almoner_train;


--
-- Name: TABLE takeback_act; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.takeback_act TO almoner_app;
GRANT SELECT ON TABLE public.takeback_act TO almoner_train;


--
-- Name: TABLE task; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.task TO almoner_app;
GRANT SELECT ON TABLE public.task TO almoner_train;


--
-- Name: TABLE transmission; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.transmission TO almoner_app;
GRANT SELECT ON TABLE public.transmission TO almoner_train;


--
-- Name: TABLE visit; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.visit TO almoner_app;
GRANT SELECT ON TABLE public.visit TO almoner_train;


--
-- Name: TABLE visit_type; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.visit_type TO almoner_app;
GRANT SELECT ON TABLE public.visit_type TO almoner_train;


--
-- Name: TABLE vital_sign; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.vital_sign TO almoner_app;
GRANT SELECT ON TABLE public.vital_sign TO almoner_train;


--
-- Name: TABLE work_view; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.work_view TO almoner_app;
GRANT SELECT ON TABLE public.work_view TO almoner_train;


--
-- PostgreSQL database dump complete
--


