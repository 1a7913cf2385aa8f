-- Generated from the migrations; see __init__.py.
-- applied: account 0001_initial
-- applied: account 0002_email_max_length
-- applied: account 0003_alter_emailaddress_create_unique_verified_email
-- applied: account 0004_alter_emailaddress_drop_unique_email
-- applied: account 0005_emailaddress_idx_upper_email
-- applied: account 0006_emailaddress_lower
-- applied: account 0007_emailaddress_idx_email
-- applied: account 0008_emailaddress_unique_primary_email_fixup
-- applied: account 0009_emailaddress_unique_primary_email
-- applied: accounts 0001_initial
-- applied: accounts 0001_tables
-- applied: accounts 0002_membership
-- applied: accounts 0002_memberships
-- applied: accounts 0003_site
-- applied: accounts 0003_undertakings
-- applied: auth 0001_initial
-- applied: auth 0002_alter_permission_name_max_length
-- applied: auth 0003_alter_user_email_max_length
-- applied: auth 0004_alter_user_username_opts
-- applied: auth 0005_alter_user_last_login_null
-- applied: auth 0006_require_contenttypes_0002
-- applied: auth 0007_alter_validators_add_error_messages
-- applied: auth 0008_alter_user_username_max_length
-- applied: auth 0009_alter_user_last_name_max_length
-- applied: auth 0010_alter_group_name_max_length
-- applied: auth 0011_update_proxy_permissions
-- applied: auth 0012_alter_user_first_name_max_length
-- applied: common 0001_initial
-- applied: common 0001_tables
-- applied: common 0002_audit_triggers
-- applied: common 0002_cases
-- applied: common 0003_imports
-- applied: common 0004_site
-- applied: common 0005_county_indexes
-- applied: common 0006_job_kept
-- applied: contenttypes 0001_initial
-- applied: contenttypes 0002_remove_content_type_name
-- applied: demands 0001_initial
-- applied: demands 0001_tables
-- applied: demands 0002_county_indexes
-- applied: demands 0002_figure_indexes
-- applied: demands 0003_page_indexes
-- applied: demands 0003_results
-- applied: demands 0004_cases
-- applied: demands 0004_word_indexes
-- applied: demands 0005_course
-- applied: demands 0005_title_indexes
-- applied: demands 0006_origins_of_demands
-- applied: demands 0007_positions_of_visits
-- applied: demands 0008_passage_blocks
-- applied: demands 0009_clock_due_index
-- applied: demands 0010_deadline_indexes
-- applied: demands 0011_words_of_demands
-- applied: demands 0012_whose_turn
-- applied: demands 0013_guided_filings
-- applied: demands 0014_breaches
-- applied: demands 0015_check_and_closing_clocks
-- applied: django_q 0001_initial
-- applied: django_q 0002_auto_20150630_1624
-- applied: django_q 0003_auto_20150708_1326
-- applied: django_q 0004_auto_20150710_1043
-- applied: django_q 0005_auto_20150718_1506
-- applied: django_q 0006_auto_20150805_1817
-- applied: django_q 0007_ormq
-- applied: django_q 0008_auto_20160224_1026
-- applied: django_q 0009_auto_20171009_0915
-- applied: django_q 0010_auto_20200610_0856
-- applied: django_q 0011_auto_20200628_1055
-- applied: django_q 0012_auto_20200702_1608
-- applied: django_q 0013_task_attempt_count
-- applied: django_q 0014_schedule_cluster
-- applied: django_q 0015_alter_schedule_schedule_type
-- applied: django_q 0016_schedule_intended_date_kwarg
-- applied: django_q 0017_task_cluster_alter
-- applied: django_q 0018_task_success_index
-- applied: django_q 0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more
-- applied: indicators 0001_work_reports
-- applied: matching 0001_initial
-- applied: matching 0001_tables
-- applied: matching 0002_best_candidates
-- applied: matching 0002_registers
-- applied: matching 0003_page_indexes
-- applied: matching 0003_terms_and_limits
-- applied: matching 0004_lexicon_imports_and_limits_of_lists
-- applied: matching 0004_ranking_models
-- applied: matching 0005_assignment_plans
-- applied: matching 0005_marks_before_two_were_kept_apart
-- applied: messaging 0001_messages
-- applied: messaging 0002_readers_without_an_account
-- applied: mfa 0001_initial
-- applied: mfa 0002_authenticator_timestamps
-- applied: mfa 0003_authenticator_type_uniq
-- applied: programmes 0001_rounds
-- applied: programmes 0002_postings
-- applied: programmes 0003_work_logs
-- applied: programmes 0004_reviews_and_printing
-- applied: programmes 0005_keeping_postings
-- applied: programmes 0006_station_seats
-- applied: programmes 0007_exits_and_numbers_once
-- applied: registry 0001_initial
-- applied: registry 0001_tables
-- applied: registry 0002_figure_indexes
-- applied: registry 0002_registers
-- applied: registry 0003_cases
-- applied: registry 0003_merges
-- applied: registry 0004_county_indexes
-- applied: registry 0004_rounds
-- applied: registry 0005_page_indexes
-- applied: registry 0005_purpose_of_postings
-- applied: registry 0006_contact_requests
-- applied: registry 0006_word_indexes
-- applied: registry 0007_teams_of_experts
-- applied: registry 0007_title_indexes
-- applied: search 0001_tables
-- applied: sessions 0001_initial

CREATE OR REPLACE FUNCTION duijie_demands_demand_counted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
            BEGIN
                IF TG_OP <> 'INSERT' THEN INSERT INTO demands_passagechange (demand) VALUES (OLD.id); END IF;
                IF TG_OP = 'INSERT' THEN INSERT INTO demands_passagechange (demand) VALUES (NEW.id); END IF;
                IF TG_OP = 'UPDATE' THEN
                    IF OLD.id <> NEW.id THEN
                        INSERT INTO demands_passagechange (demand) VALUES (NEW.id);
                    END IF;
                END IF;
                RETURN NULL;
            END $$;

CREATE OR REPLACE FUNCTION duijie_demands_passage_counted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
            BEGIN
                IF TG_OP <> 'INSERT' THEN INSERT INTO demands_passagechange (demand) VALUES (OLD.demand_id); END IF;
                IF TG_OP = 'INSERT' THEN INSERT INTO demands_passagechange (demand) VALUES (NEW.demand_id); END IF;
                IF TG_OP = 'UPDATE' THEN
                    IF OLD.demand_id <> NEW.demand_id THEN
                        INSERT INTO demands_passagechange (demand) VALUES (NEW.demand_id);
                    END IF;
                END IF;
                RETURN NULL;
            END $$;

CREATE OR REPLACE FUNCTION duijie_keep_audit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'common_auditevent' THEN
                IF EXISTS (SELECT 1 FROM common_auditpurge WHERE last >= OLD.id) THEN RETURN OLD; END IF;
            END IF;
            RAISE EXCEPTION 'the audit is append-only';
        END $$;

CREATE OR REPLACE FUNCTION duijie_keep_counted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
            RAISE EXCEPTION 'what was counted or paid is not changed';
        END $$;

CREATE TABLE account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);

ALTER TABLE account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE accounts_apitoken (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    prefix character varying(16) NOT NULL,
    digest character varying(64) NOT NULL,
    scopes jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    user_id bigint NOT NULL
);

ALTER TABLE accounts_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME accounts_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE accounts_department (
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    name character varying(60) NOT NULL,
    name_en character varying(120) NOT NULL,
    archived_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT accounts_department_version_check CHECK ((version >= 0))
);

ALTER TABLE accounts_department ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME accounts_department_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE accounts_historicaldepartment (
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    name character varying(60) NOT NULL,
    name_en character varying(120) NOT NULL,
    archived_at timestamp with time zone,
    version integer NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT accounts_historicaldepartment_version_check CHECK ((version >= 0))
);

ALTER TABLE accounts_historicaldepartment ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME accounts_historicaldepartment_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE accounts_loginlock (
    id bigint NOT NULL,
    name character varying(160) NOT NULL,
    failures smallint NOT NULL,
    last_at timestamp with time zone NOT NULL,
    CONSTRAINT accounts_loginlock_failures_check CHECK ((failures >= 0))
);

ALTER TABLE accounts_loginlock ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME accounts_loginlock_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE accounts_membership (
    id bigint NOT NULL,
    role character varying(40) NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    area_id bigint,
    department_id bigint,
    granted_by_id bigint,
    organisation_id bigint,
    user_id bigint NOT NULL,
    from_on date,
    to_on date,
    CONSTRAINT membership_area_or_organisation CHECK (((area_id IS NULL) OR (organisation_id IS NULL))),
    CONSTRAINT membership_ends_after_beginning CHECK (((from_on IS NULL) OR (to_on IS NULL) OR (to_on >= from_on)))
);

ALTER TABLE accounts_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME accounts_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE accounts_pastpassword (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    set_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE accounts_pastpassword ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME accounts_pastpassword_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE accounts_undertaking (
    id bigint NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    text_en text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by_id bigint,
    CONSTRAINT accounts_undertaking_version_check CHECK ((version >= 0))
);

ALTER TABLE accounts_undertaking ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME accounts_undertaking_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE accounts_undertakingsignature (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    ip inet,
    undertaking_id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE accounts_undertakingsignature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME accounts_undertakingsignature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    username character varying(60) NOT NULL,
    mobile character varying(20),
    name character varying(60) NOT NULL,
    name_en character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(10) NOT NULL,
    is_active boolean NOT NULL,
    is_demo boolean NOT NULL,
    password_changed_at timestamp with time zone,
    must_change_password boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL
);

ALTER TABLE accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE common_auditevent (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_label character varying(160) NOT NULL,
    verb character varying(60) NOT NULL,
    target_type character varying(60) NOT NULL,
    target_id character varying(64) NOT NULL,
    target_label character varying(200) NOT NULL,
    area_path character varying(120) NOT NULL,
    surface character varying(10) NOT NULL,
    ip inet,
    agent character varying(200) NOT NULL,
    request_id character varying(64) NOT NULL,
    detail jsonb NOT NULL,
    actor_id bigint
);

ALTER TABLE common_auditevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME common_auditevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE common_auditpurge (
    id bigint NOT NULL,
    last bigint NOT NULL,
    digest character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE common_auditpurge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME common_auditpurge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE common_auditseal (
    id bigint NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    count bigint NOT NULL,
    previous character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    CONSTRAINT common_auditseal_count_check CHECK ((count >= 0))
);

ALTER TABLE common_auditseal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME common_auditseal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE common_calendarday (
    id bigint NOT NULL,
    date date NOT NULL,
    kind character varying(16) NOT NULL,
    name character varying(80) NOT NULL,
    name_en character varying(120) NOT NULL,
    origin character varying(10) NOT NULL,
    note character varying(200) NOT NULL
);

ALTER TABLE common_calendarday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME common_calendarday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE common_importbatch (
    id uuid NOT NULL,
    noun character varying(40) NOT NULL,
    name character varying(200) NOT NULL,
    stored character varying(200) NOT NULL,
    size bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    state character varying(10) NOT NULL,
    mapping jsonb NOT NULL,
    sheets jsonb NOT NULL,
    notes jsonb NOT NULL,
    existing character varying(6) NOT NULL,
    run integer NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    applied_at timestamp with time zone,
    reverted_at timestamp with time zone,
    area_id bigint NOT NULL,
    by_id bigint NOT NULL,
    job_id uuid,
    CONSTRAINT common_importbatch_run_check CHECK ((run >= 0)),
    CONSTRAINT common_importbatch_size_check CHECK ((size >= 0))
);

CREATE TABLE common_importrow (
    id bigint NOT NULL,
    run integer NOT NULL,
    number integer NOT NULL,
    sheet character varying(200) NOT NULL,
    "row" integer NOT NULL,
    cells jsonb NOT NULL,
    "values" jsonb NOT NULL,
    changes jsonb NOT NULL,
    outcome character varying(10) NOT NULL,
    errors jsonb NOT NULL,
    questions jsonb NOT NULL,
    asks boolean NOT NULL,
    against bigint,
    against_version integer,
    decision character varying(4) NOT NULL,
    state character varying(10) NOT NULL,
    record bigint,
    record_version integer,
    before jsonb,
    batch_id uuid NOT NULL,
    CONSTRAINT common_importrow_against_version_check CHECK ((against_version >= 0)),
    CONSTRAINT common_importrow_number_check CHECK ((number >= 0)),
    CONSTRAINT common_importrow_record_version_check CHECK ((record_version >= 0)),
    CONSTRAINT common_importrow_row_check CHECK (("row" >= 0)),
    CONSTRAINT common_importrow_run_check CHECK ((run >= 0))
);

ALTER TABLE common_importrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME common_importrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE common_job (
    id uuid NOT NULL,
    kind character varying(60) NOT NULL,
    key character varying(200),
    params jsonb NOT NULL,
    state character varying(10) NOT NULL,
    stage character varying(60) NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    log jsonb NOT NULL,
    error jsonb,
    result jsonb,
    kept jsonb,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    enqueued_at timestamp with time zone,
    enqueued smallint NOT NULL,
    heartbeat_at timestamp with time zone,
    lease_until timestamp with time zone,
    worker character varying(32) NOT NULL,
    attempt smallint NOT NULL,
    attempts_allowed smallint NOT NULL,
    cancel_requested_at timestamp with time zone,
    by_id bigint,
    CONSTRAINT common_job_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT common_job_attempts_allowed_check CHECK ((attempts_allowed >= 0)),
    CONSTRAINT common_job_done_check CHECK ((done >= 0)),
    CONSTRAINT common_job_enqueued_check CHECK ((enqueued >= 0)),
    CONSTRAINT common_job_total_check CHECK ((total >= 0)),
    CONSTRAINT job_finished_once_closed CHECK ((((finished_at IS NULL) AND ((state)::text = ANY ((ARRAY['queued'::character varying, 'running'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['queued'::character varying, 'running'::character varying])::text[]))) AND (finished_at IS NOT NULL)))),
    CONSTRAINT job_lease_while_running CHECK ((((lease_until IS NOT NULL) AND ((state)::text = 'running'::text)) OR ((NOT ((state)::text = 'running'::text)) AND (lease_until IS NULL))))
);

CREATE TABLE common_outboxmessage (
    id bigint NOT NULL,
    topic character varying(60) NOT NULL,
    key character varying(200) NOT NULL,
    payload jsonb NOT NULL,
    state character varying(10) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    attempts smallint NOT NULL,
    error character varying(500) NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT common_outboxmessage_attempts_check CHECK ((attempts >= 0))
);

ALTER TABLE common_outboxmessage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME common_outboxmessage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE common_personaldataread (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    reader_label character varying(160) NOT NULL,
    target_type character varying(60) NOT NULL,
    target_id character varying(64) NOT NULL,
    purpose character varying(40) NOT NULL,
    surface character varying(10) NOT NULL,
    reader_id bigint
);

ALTER TABLE common_personaldataread ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME common_personaldataread_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE common_publictry (
    id bigint NOT NULL,
    key character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE common_publictry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME common_publictry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE common_sitelogo (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    media_type character varying(20) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT common_sitelogo_height_check CHECK ((height >= 0)),
    CONSTRAINT common_sitelogo_width_check CHECK ((width >= 0))
);

ALTER TABLE common_sitelogo ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME common_sitelogo_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE common_sitesettings (
    id bigint NOT NULL,
    token uuid NOT NULL,
    name character varying(60) NOT NULL,
    name_en character varying(120) NOT NULL,
    short_name character varying(20) NOT NULL,
    short_name_en character varying(40) NOT NULL,
    owner character varying(60) NOT NULL,
    owner_en character varying(120) NOT NULL,
    county_word character varying(20) NOT NULL,
    county_word_en character varying(40) NOT NULL,
    footer character varying(200) NOT NULL,
    footer_en character varying(300) NOT NULL,
    accent character varying(10) NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    reason character varying(200) NOT NULL,
    first boolean,
    logo_id bigint,
    previous_id bigint,
    saved_by_id bigint,
    public_forms character varying(10) NOT NULL
);

ALTER TABLE common_sitesettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME common_sitesettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_bid (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    lead character varying(60) NOT NULL,
    plan text NOT NULL,
    amount numeric(12,2) NOT NULL,
    months smallint NOT NULL,
    contact character varying(100) NOT NULL,
    reason character varying(300) NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    challenge_id bigint NOT NULL,
    CONSTRAINT demands_bid_months_check CHECK ((months >= 0))
);

ALTER TABLE demands_bid ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_bid_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_breach (
    id bigint NOT NULL,
    side character varying(8) NOT NULL,
    "on" date NOT NULL,
    reason character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    undone_reason character varying(300) NOT NULL,
    by_id bigint NOT NULL,
    challenge_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    undone_by_id bigint
);

ALTER TABLE demands_breach ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_breach_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_caseevent (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(20) NOT NULL,
    before character varying(12) NOT NULL,
    after character varying(12) NOT NULL,
    reason character varying(300) NOT NULL,
    by_id bigint,
    demand_id bigint NOT NULL,
    handler_id bigint
);

ALTER TABLE demands_caseevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_caseevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_challenge (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    firm_amount numeric(12,2) NOT NULL,
    "grant" numeric(12,2) NOT NULL,
    cash_to_solver numeric(12,2) NOT NULL,
    months smallint NOT NULL,
    closes_on date NOT NULL,
    beyond_ability boolean NOT NULL,
    clean_record boolean NOT NULL,
    rules jsonb NOT NULL,
    reason character varying(300) NOT NULL,
    announced_at timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    by_id bigint NOT NULL,
    demand_id bigint NOT NULL,
    rd_proof character varying(200) NOT NULL,
    rd_ratio boolean NOT NULL,
    CONSTRAINT demands_challenge_months_check CHECK ((months >= 0)),
    CONSTRAINT demands_challenge_version_check CHECK ((version >= 0))
);

ALTER TABLE demands_challenge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_challenge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_challengerules (
    id bigint NOT NULL,
    most_months smallint NOT NULL,
    least_ratio numeric(5,2) NOT NULL,
    least_cash_share smallint NOT NULL,
    clean_years smallint NOT NULL,
    least_days smallint NOT NULL,
    reason character varying(200) NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    area_id bigint NOT NULL,
    by_id bigint,
    needs_rd boolean NOT NULL,
    CONSTRAINT demands_challengerules_clean_years_check CHECK ((clean_years >= 0)),
    CONSTRAINT demands_challengerules_least_cash_share_check CHECK ((least_cash_share >= 0)),
    CONSTRAINT demands_challengerules_least_days_check CHECK ((least_days >= 0)),
    CONSTRAINT demands_challengerules_most_months_check CHECK ((most_months >= 0))
);

ALTER TABLE demands_challengerules ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_challengerules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_clockentry (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    round smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    deed character varying(12) NOT NULL,
    due_at timestamp with time zone,
    cause character varying(20) NOT NULL,
    by_id bigint,
    demand_id bigint NOT NULL,
    CONSTRAINT demands_clockentry_round_check CHECK ((round >= 0))
);

ALTER TABLE demands_clockentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_clockentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_clockpolicy (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    kind character varying(12) NOT NULL,
    response smallint,
    response_unit character varying(4) NOT NULL,
    update smallint,
    update_unit character varying(4) NOT NULL,
    solution smallint,
    solution_unit character varying(4) NOT NULL,
    morning_from time without time zone NOT NULL,
    morning_to time without time zone NOT NULL,
    afternoon_from time without time zone NOT NULL,
    afternoon_to time without time zone NOT NULL,
    reminder_days smallint NOT NULL,
    pauses_for_enterprise boolean NOT NULL,
    pauses_for_expert boolean NOT NULL,
    supervise_days smallint,
    supervises_itself boolean NOT NULL,
    recalculates boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    reason character varying(200) NOT NULL,
    ended_at timestamp with time zone,
    area_id bigint,
    head_id bigint,
    made_by_id bigint,
    previous_id bigint,
    checking smallint,
    checking_unit character varying(4) NOT NULL,
    closing smallint,
    closing_unit character varying(4) NOT NULL,
    answer_days smallint,
    department_id bigint,
    CONSTRAINT clock_policy_hours CHECK (((morning_from < morning_to) AND (morning_to < afternoon_from) AND (afternoon_from < afternoon_to))),
    CONSTRAINT demands_clockpolicy_answer_days_check CHECK ((answer_days >= 0)),
    CONSTRAINT demands_clockpolicy_checking_check CHECK ((checking >= 0)),
    CONSTRAINT demands_clockpolicy_closing_check CHECK ((closing >= 0)),
    CONSTRAINT demands_clockpolicy_reminder_days_check CHECK ((reminder_days >= 0)),
    CONSTRAINT demands_clockpolicy_response_check CHECK ((response >= 0)),
    CONSTRAINT demands_clockpolicy_solution_check CHECK ((solution >= 0)),
    CONSTRAINT demands_clockpolicy_supervise_days_check CHECK ((supervise_days >= 0)),
    CONSTRAINT demands_clockpolicy_update_check CHECK ((update >= 0))
);

ALTER TABLE demands_clockpolicy ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_clockpolicy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_commonevent (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(20) NOT NULL,
    note character varying(300) NOT NULL,
    by_id bigint,
    problem_id bigint NOT NULL
);

ALTER TABLE demands_commonevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_commonevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_commonmember (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    likeness double precision,
    words jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    demand_id bigint NOT NULL,
    problem_id bigint NOT NULL
);

ALTER TABLE demands_commonmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_commonmember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_commonproblem (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    description text NOT NULL,
    industry character varying(60) NOT NULL,
    language character varying(2) NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(200) NOT NULL,
    likeness double precision,
    found jsonb NOT NULL,
    found_at timestamp with time zone,
    is_touched boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    solved_on date,
    version integer NOT NULL,
    is_demo boolean NOT NULL,
    area_id bigint NOT NULL,
    by_id bigint,
    merged_into_id bigint,
    CONSTRAINT common_problem_solved_on_a_day CHECK (((NOT ((state)::text = 'solved'::text)) OR (solved_on IS NOT NULL))),
    CONSTRAINT demands_commonproblem_version_check CHECK ((version >= 0))
);

ALTER TABLE demands_commonproblem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_commonproblem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_commonsolution (
    id bigint NOT NULL,
    summary text NOT NULL,
    evidence_kind character varying(12) NOT NULL,
    evidence_title character varying(300) NOT NULL,
    issuer character varying(120) NOT NULL,
    document_number character varying(60) NOT NULL,
    issued_on date,
    at timestamp with time zone NOT NULL,
    achievement_id bigint,
    by_id bigint NOT NULL,
    contract_id bigint,
    problem_id bigint NOT NULL
);

ALTER TABLE demands_commonsolution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_commonsolution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_contract (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    organisation_name character varying(120) NOT NULL,
    contract_number character varying(60) NOT NULL,
    signed_on date,
    amount numeric(12,2),
    registration_number character varying(60) NOT NULL,
    registered_on date,
    demand_id bigint NOT NULL,
    organisation_id bigint
);

ALTER TABLE demands_contract ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_contract_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_demand (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    title_en character varying(300) NOT NULL,
    kind character varying(12) NOT NULL,
    body text NOT NULL,
    body_en text NOT NULL,
    targets text NOT NULL,
    keywords character varying(300) NOT NULL,
    language character varying(2) NOT NULL,
    state character varying(12) NOT NULL,
    mode character varying(12) NOT NULL,
    budget_from numeric(12,2),
    budget_to numeric(12,2),
    requirements text NOT NULL,
    rights character varying(200) NOT NULL,
    deadline date,
    found_on date,
    source character varying(12) NOT NULL,
    industry character varying(60) NOT NULL,
    field character varying(16) NOT NULL,
    contact_name character varying(60) NOT NULL,
    contact_phone character varying(40) NOT NULL,
    due_on date,
    area_id bigint NOT NULL,
    department_id bigint,
    organisation_id bigint,
    zone_id bigint,
    grade character varying(12) NOT NULL,
    clock_due_on date,
    handler_id bigint,
    level character varying(12) NOT NULL,
    names_owner boolean NOT NULL,
    public_summary text NOT NULL,
    public_title character varying(120) NOT NULL,
    tried text NOT NULL,
    waiting character varying(12) NOT NULL,
    agreed_how character varying(12) NOT NULL,
    asked_by character varying(60) NOT NULL,
    event_name character varying(120) NOT NULL,
    event_on date,
    event_place character varying(120) NOT NULL,
    CONSTRAINT demands_demand_version_check CHECK ((version >= 0))
);

ALTER TABLE demands_demand ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_demand_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_demandclock (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    round smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    pauses jsonb NOT NULL,
    paused_at timestamp with time zone,
    told smallint NOT NULL,
    next_at timestamp with time zone,
    ended_at timestamp with time zone,
    "end" character varying(12) NOT NULL,
    demand_id bigint NOT NULL,
    handler_id bigint,
    policy_id bigint NOT NULL,
    CONSTRAINT demands_demandclock_round_check CHECK ((round >= 0)),
    CONSTRAINT demands_demandclock_told_check CHECK ((told >= 0))
);

ALTER TABLE demands_demandclock ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_demandclock_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_demandcontact (
    id bigint NOT NULL,
    "on" date NOT NULL,
    side character varying(12) NOT NULL,
    channel character varying(12) NOT NULL,
    spoken_with character varying(60) NOT NULL,
    summary character varying(500) NOT NULL,
    by_id bigint,
    demand_id bigint NOT NULL
);

ALTER TABLE demands_demandcontact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_demandcontact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_evidence (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    issuer character varying(120) NOT NULL,
    document_number character varying(60) NOT NULL,
    issued_on date,
    demand_id bigint NOT NULL
);

ALTER TABLE demands_evidence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_evidence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_exchangecolumn (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    heading character varying(60) NOT NULL,
    field character varying(20) NOT NULL,
    text character varying(200) NOT NULL,
    words jsonb NOT NULL,
    is_required boolean NOT NULL,
    longest integer,
    system_id bigint NOT NULL,
    CONSTRAINT demands_exchangecolumn_longest_check CHECK ((longest >= 0)),
    CONSTRAINT demands_exchangecolumn_position_check CHECK (("position" >= 0))
);

ALTER TABLE demands_exchangecolumn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_exchangecolumn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_exchangerow (
    id bigint NOT NULL,
    outcome character varying(10) NOT NULL,
    findings jsonb NOT NULL,
    cells jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    is_marked boolean NOT NULL,
    before jsonb,
    demand_id bigint NOT NULL,
    run_id bigint NOT NULL
);

ALTER TABLE demands_exchangerow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_exchangerow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_exchangerun (
    id bigint NOT NULL,
    format character varying(4) NOT NULL,
    only_changed boolean NOT NULL,
    columns jsonb NOT NULL,
    counts jsonb NOT NULL,
    sha256 character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    reverted_at timestamp with time zone,
    area_id bigint NOT NULL,
    by_id bigint NOT NULL,
    job_id uuid,
    system_id bigint NOT NULL
);

ALTER TABLE demands_exchangerun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_exchangerun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_externalreference (
    id bigint NOT NULL,
    number character varying(60) NOT NULL,
    direction character varying(3) NOT NULL,
    state character varying(10) NOT NULL,
    state_text character varying(60) NOT NULL,
    result character varying(1000) NOT NULL,
    amount numeric(12,2),
    result_on date,
    digest character varying(64) NOT NULL,
    handed_at timestamp with time zone,
    heard_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    demand_id bigint NOT NULL,
    evidence_id bigint,
    system_id bigint NOT NULL,
    CONSTRAINT demands_externalreference_version_check CHECK ((version >= 0))
);

ALTER TABLE demands_externalreference ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_externalreference_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_externalsystem (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    code character varying(20) NOT NULL,
    note character varying(300) NOT NULL,
    state_words jsonb NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT demands_externalsystem_version_check CHECK ((version >= 0))
);

ALTER TABLE demands_externalsystem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_externalsystem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_filing (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    state character varying(8) NOT NULL,
    number character varying(20) NOT NULL,
    firm_name character varying(120) NOT NULL,
    uscc character varying(18) NOT NULL,
    contact_name character varying(60) NOT NULL,
    contact_phone character varying(20) NOT NULL,
    email character varying(254) NOT NULL,
    title character varying(200) NOT NULL,
    body text NOT NULL,
    targets text NOT NULL,
    proof character varying(200) NOT NULL,
    proof_name character varying(120) NOT NULL,
    proof_sha256 character varying(64) NOT NULL,
    is_second boolean NOT NULL,
    language character varying(10) NOT NULL,
    digest character varying(64) NOT NULL,
    submission character varying(32) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    reason character varying(300) NOT NULL,
    decided_at timestamp with time zone,
    is_demo boolean NOT NULL,
    account_id bigint,
    area_id bigint NOT NULL,
    decided_by_id bigint,
    demand_id bigint,
    organisation_id bigint,
    zone_id bigint,
    budget_from numeric(12,2),
    budget_to numeric(12,2),
    deadline date,
    rights character varying(200) NOT NULL,
    tried text NOT NULL,
    urged_at timestamp with time zone
);

ALTER TABLE demands_filing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_filing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_historicaldemand (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    title_en character varying(300) NOT NULL,
    kind character varying(12) NOT NULL,
    body text NOT NULL,
    body_en text NOT NULL,
    targets text NOT NULL,
    keywords character varying(300) NOT NULL,
    language character varying(2) NOT NULL,
    state character varying(12) NOT NULL,
    mode character varying(12) NOT NULL,
    budget_from numeric(12,2),
    budget_to numeric(12,2),
    requirements text NOT NULL,
    rights character varying(200) NOT NULL,
    deadline date,
    found_on date,
    source character varying(12) NOT NULL,
    industry character varying(60) NOT NULL,
    field character varying(16) NOT NULL,
    contact_name character varying(60) NOT NULL,
    contact_phone character varying(40) NOT NULL,
    due_on date,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    area_id bigint,
    department_id bigint,
    history_user_id bigint,
    organisation_id bigint,
    zone_id bigint,
    grade character varying(12) NOT NULL,
    handler_id bigint,
    level character varying(12) NOT NULL,
    names_owner boolean NOT NULL,
    public_summary text NOT NULL,
    public_title character varying(120) NOT NULL,
    tried text NOT NULL,
    waiting character varying(12) NOT NULL,
    agreed_how character varying(12) NOT NULL,
    asked_by character varying(60) NOT NULL,
    event_name character varying(120) NOT NULL,
    event_on date,
    event_place character varying(120) NOT NULL,
    CONSTRAINT demands_historicaldemand_version_check CHECK ((version >= 0))
);

ALTER TABLE demands_historicaldemand ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_historicaldemand_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_historicalvisit (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(12) NOT NULL,
    result character varying(12) NOT NULL,
    visited_on date NOT NULL,
    visitor_name character varying(60) NOT NULL,
    notes text NOT NULL,
    follow_up_on date,
    contact_name character varying(60) NOT NULL,
    contact_phone character varying(40) NOT NULL,
    submission character varying(36) NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    area_id bigint,
    demand_id bigint,
    history_user_id bigint,
    organisation_id bigint,
    visitor_id bigint,
    zone_id bigint,
    CONSTRAINT demands_historicalvisit_version_check CHECK ((version >= 0))
);

ALTER TABLE demands_historicalvisit ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_historicalvisit_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_milestone (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    due_on date,
    done_on date,
    remark character varying(300) NOT NULL,
    demand_id bigint NOT NULL
);

ALTER TABLE demands_milestone ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_milestone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_passage (
    id bigint NOT NULL,
    verified_on date,
    published_on date,
    matched_on date,
    contacted_on date,
    negotiating_on date,
    solving_on date,
    solved_on date,
    unsolved_on date,
    reopened_on date,
    taken_over jsonb NOT NULL,
    demand_id bigint NOT NULL
);

ALTER TABLE demands_passage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_passage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_passageblock (
    number integer NOT NULL,
    layout character varying(32) NOT NULL,
    version uuid NOT NULL,
    packed bytea NOT NULL,
    CONSTRAINT demands_passageblock_number_check CHECK ((number >= 0))
);

CREATE TABLE demands_passagechange (
    id bigint NOT NULL,
    demand bigint NOT NULL
);

ALTER TABLE demands_passagechange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_passagechange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_rating (
    id bigint NOT NULL,
    satisfaction smallint NOT NULL,
    comment character varying(500) NOT NULL,
    is_confirmed boolean NOT NULL,
    rated_at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    demand_id bigint NOT NULL,
    CONSTRAINT demands_rating_satisfaction_check CHECK ((satisfaction >= 0))
);

ALTER TABLE demands_rating ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_rating_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_supervision (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    reason character varying(200) NOT NULL,
    lifted_at timestamp with time zone,
    lifted_reason character varying(200) NOT NULL,
    by_id bigint,
    demand_id bigint NOT NULL,
    lifted_by_id bigint
);

ALTER TABLE demands_supervision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_supervision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_visit (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(12) NOT NULL,
    result character varying(12) NOT NULL,
    visited_on date NOT NULL,
    visitor_name character varying(60) NOT NULL,
    notes text NOT NULL,
    follow_up_on date,
    contact_name character varying(60) NOT NULL,
    contact_phone character varying(40) NOT NULL,
    submission character varying(36) NOT NULL,
    area_id bigint NOT NULL,
    demand_id bigint,
    organisation_id bigint,
    visitor_id bigint,
    zone_id bigint,
    CONSTRAINT demands_visit_version_check CHECK ((version >= 0))
);

ALTER TABLE demands_visit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_visit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE demands_visitposition (
    id bigint NOT NULL,
    latitude numeric(4,2) NOT NULL,
    longitude numeric(5,2) NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    visit_id bigint NOT NULL
);

ALTER TABLE demands_visitposition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME demands_visitposition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE django_q_ormq (
    id integer NOT NULL,
    key character varying(100) NOT NULL,
    payload text NOT NULL,
    lock timestamp with time zone
);

ALTER TABLE django_q_ormq ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME django_q_ormq_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE django_q_schedule (
    id integer NOT NULL,
    func character varying(256) NOT NULL,
    hook character varying(256),
    args text,
    kwargs text,
    schedule_type character varying(2) NOT NULL,
    repeats integer NOT NULL,
    next_run timestamp with time zone,
    task character varying(100),
    name character varying(100),
    minutes smallint,
    cron character varying(100),
    cluster character varying(100),
    intended_date_kwarg character varying(100),
    CONSTRAINT django_q_schedule_minutes_check CHECK ((minutes >= 0))
);

ALTER TABLE django_q_schedule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME django_q_schedule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE django_q_task (
    name character varying(100) NOT NULL,
    func character varying(256) NOT NULL,
    hook character varying(256),
    args text,
    kwargs text,
    result text,
    started timestamp with time zone NOT NULL,
    stopped timestamp with time zone NOT NULL,
    success boolean NOT NULL,
    id character varying(32) NOT NULL,
    "group" character varying(100),
    attempt_count integer NOT NULL,
    cluster character varying(100)
);

CREATE TABLE django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE indicators_reporttemplate (
    id bigint NOT NULL,
    language character varying(8) NOT NULL,
    file character varying(100) NOT NULL,
    name character varying(200) NOT NULL,
    sha256 character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL
);

ALTER TABLE indicators_reporttemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME indicators_reporttemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE indicators_workreport (
    id bigint NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    title character varying(120) NOT NULL,
    language character varying(8) NOT NULL,
    base character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    counted_at timestamp with time zone,
    figures jsonb NOT NULL,
    fingerprint character varying(64) NOT NULL,
    cases jsonb NOT NULL,
    cases_by_hand boolean NOT NULL,
    document character varying(100) NOT NULL,
    paper character varying(100) NOT NULL,
    version integer NOT NULL,
    archived_at timestamp with time zone,
    area_id bigint NOT NULL,
    by_id bigint NOT NULL,
    job_id uuid,
    repeats_id bigint,
    CONSTRAINT indicators_workreport_version_check CHECK ((version >= 0)),
    CONSTRAINT work_report_days_in_order CHECK ((first <= last))
);

ALTER TABLE indicators_workreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME indicators_workreport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_assignmentplan (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    kinds character varying(60) NOT NULL,
    industry character varying(10) NOT NULL,
    states character varying(60) NOT NULL,
    lowest smallint NOT NULL,
    cover smallint NOT NULL,
    "least" smallint NOT NULL,
    most smallint NOT NULL,
    one_per_organisation boolean NOT NULL,
    objective character varying(8) NOT NULL,
    stability double precision,
    seconds smallint NOT NULL,
    state character varying(12) NOT NULL,
    version integer NOT NULL,
    generation bigint NOT NULL,
    result jsonb NOT NULL,
    clash jsonb,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    computed_at timestamp with time zone,
    released_at timestamp with time zone,
    is_demo boolean NOT NULL,
    area_id bigint NOT NULL,
    by_id bigint NOT NULL,
    job_id uuid,
    previous_id bigint,
    run_id bigint,
    CONSTRAINT matching_assignmentplan_cover_check CHECK ((cover >= 0)),
    CONSTRAINT matching_assignmentplan_generation_check CHECK ((generation >= 0)),
    CONSTRAINT matching_assignmentplan_least_check CHECK (("least" >= 0)),
    CONSTRAINT matching_assignmentplan_lowest_check CHECK ((lowest >= 0)),
    CONSTRAINT matching_assignmentplan_most_check CHECK ((most >= 0)),
    CONSTRAINT matching_assignmentplan_seconds_check CHECK ((seconds >= 0)),
    CONSTRAINT matching_assignmentplan_version_check CHECK ((version >= 0)),
    CONSTRAINT plan_least_below_most CHECK ((most >= "least")),
    CONSTRAINT plan_released_at_a_time CHECK (((NOT ((state)::text = 'released'::text)) OR (released_at IS NOT NULL)))
);

ALTER TABLE matching_assignmentplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_assignmentplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_candidate (
    id bigint NOT NULL,
    direction character varying(8) NOT NULL,
    kind character varying(12) NOT NULL,
    supply bigint NOT NULL,
    rank smallint NOT NULL,
    raw double precision NOT NULL,
    score double precision NOT NULL,
    level smallint NOT NULL,
    forward double precision NOT NULL,
    backward double precision NOT NULL,
    reasons jsonb NOT NULL,
    is_new boolean NOT NULL,
    demand_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT matching_candidate_level_check CHECK ((level >= 0)),
    CONSTRAINT matching_candidate_rank_check CHECK ((rank >= 0)),
    CONSTRAINT matching_candidate_supply_check CHECK ((supply >= 0))
);

ALTER TABLE matching_candidate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_candidate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_choice (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    supply bigint NOT NULL,
    choice character varying(12) NOT NULL,
    reason character varying(16) NOT NULL,
    note character varying(500) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    demand_id bigint NOT NULL,
    CONSTRAINT matching_choice_supply_check CHECK ((supply >= 0))
);

ALTER TABLE matching_choice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_choice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_judgement (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    supply bigint NOT NULL,
    level smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    demand_id bigint NOT NULL,
    CONSTRAINT judgement_level CHECK (((level >= 1) AND (level <= 4))),
    CONSTRAINT matching_judgement_level_check CHECK ((level >= 0)),
    CONSTRAINT matching_judgement_supply_check CHECK ((supply >= 0))
);

ALTER TABLE matching_judgement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_judgement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_lexiconentry (
    id bigint NOT NULL,
    chinese character varying(400) NOT NULL,
    english character varying(400) NOT NULL,
    synonyms character varying(1000) NOT NULL,
    version integer NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by_id bigint,
    CONSTRAINT matching_lexiconentry_version_check CHECK ((version >= 0))
);

ALTER TABLE matching_lexiconentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_lexiconentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_lexiconimport (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    added integer NOT NULL,
    changed integer NOT NULL,
    changes jsonb NOT NULL,
    reverted_at timestamp with time zone,
    by_id bigint NOT NULL,
    reverted_by_id bigint,
    CONSTRAINT matching_lexiconimport_added_check CHECK ((added >= 0)),
    CONSTRAINT matching_lexiconimport_changed_check CHECK ((changed >= 0))
);

ALTER TABLE matching_lexiconimport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_lexiconimport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_lexiconspelling (
    id bigint NOT NULL,
    spelling character varying(80) NOT NULL,
    entry_id bigint NOT NULL
);

ALTER TABLE matching_lexiconspelling ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_lexiconspelling_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_listfile (
    id bigint NOT NULL,
    side character varying(8) NOT NULL,
    name character varying(200) NOT NULL,
    file character varying(100) NOT NULL,
    size bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    mapping jsonb NOT NULL,
    reading jsonb NOT NULL,
    rows integer NOT NULL,
    problems jsonb NOT NULL,
    problem_count integer NOT NULL,
    error jsonb,
    list_match_id uuid NOT NULL,
    CONSTRAINT matching_listfile_problem_count_check CHECK ((problem_count >= 0)),
    CONSTRAINT matching_listfile_rows_check CHECK ((rows >= 0)),
    CONSTRAINT matching_listfile_size_check CHECK ((size >= 0))
);

ALTER TABLE matching_listfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_listfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_listitem (
    id bigint NOT NULL,
    side character varying(8) NOT NULL,
    key character varying(200) NOT NULL,
    "position" integer NOT NULL,
    kind character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    text text NOT NULL,
    data jsonb NOT NULL,
    best_level smallint NOT NULL,
    best_score double precision NOT NULL,
    unmatched jsonb,
    list_match_id uuid NOT NULL,
    CONSTRAINT matching_listitem_best_level_check CHECK ((best_level >= 0)),
    CONSTRAINT matching_listitem_position_check CHECK (("position" >= 0))
);

ALTER TABLE matching_listitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_listitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_listmatch (
    id uuid NOT NULL,
    title character varying(120) NOT NULL,
    top smallint NOT NULL,
    version integer NOT NULL,
    understood_at timestamp with time zone,
    matched_at timestamp with time zone,
    summary jsonb NOT NULL,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    job_id uuid,
    owner_id bigint NOT NULL,
    diversity double precision NOT NULL,
    most_shown integer NOT NULL,
    CONSTRAINT matching_listmatch_most_shown_check CHECK ((most_shown >= 0)),
    CONSTRAINT matching_listmatch_top_check CHECK ((top >= 0)),
    CONSTRAINT matching_listmatch_version_check CHECK ((version >= 0))
);

CREATE TABLE matching_listpair (
    id bigint NOT NULL,
    direction character varying(8) NOT NULL,
    rank smallint NOT NULL,
    raw double precision NOT NULL,
    score double precision NOT NULL,
    level smallint NOT NULL,
    forward double precision NOT NULL,
    backward double precision NOT NULL,
    reasons jsonb NOT NULL,
    demand_id bigint NOT NULL,
    list_match_id uuid NOT NULL,
    supply_id bigint NOT NULL,
    CONSTRAINT matching_listpair_level_check CHECK ((level >= 0)),
    CONSTRAINT matching_listpair_rank_check CHECK ((rank >= 0))
);

ALTER TABLE matching_listpair ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_listpair_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_matchrun (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    engine character varying(80) NOT NULL,
    summary jsonb NOT NULL,
    is_current boolean NOT NULL,
    area_id bigint NOT NULL,
    by_id bigint NOT NULL,
    job_id uuid,
    ranking_model_id bigint,
    diversity double precision NOT NULL,
    most_shown integer NOT NULL,
    CONSTRAINT matching_matchrun_most_shown_check CHECK ((most_shown >= 0))
);

ALTER TABLE matching_matchrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_matchrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_planconflict (
    id bigint NOT NULL,
    reason character varying(12) NOT NULL,
    note character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    first_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    second_id bigint NOT NULL,
    before jsonb NOT NULL,
    CONSTRAINT plan_conflict_of_two CHECK ((NOT (first_id = second_id)))
);

ALTER TABLE matching_planconflict ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_planconflict_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_plandemand (
    id bigint NOT NULL,
    generation bigint NOT NULL,
    "position" integer NOT NULL,
    cover smallint,
    given smallint NOT NULL,
    short jsonb,
    demand_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT matching_plandemand_cover_check CHECK ((cover >= 0)),
    CONSTRAINT matching_plandemand_generation_check CHECK ((generation >= 0)),
    CONSTRAINT matching_plandemand_given_check CHECK ((given >= 0)),
    CONSTRAINT matching_plandemand_position_check CHECK (("position" >= 0))
);

ALTER TABLE matching_plandemand ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_plandemand_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_planpair (
    id bigint NOT NULL,
    generation bigint NOT NULL,
    score double precision NOT NULL,
    level smallint,
    headline jsonb NOT NULL,
    mark character varying(10) NOT NULL,
    reason character varying(12) NOT NULL,
    note character varying(300) NOT NULL,
    is_chosen boolean NOT NULL,
    was_chosen boolean NOT NULL,
    is_added boolean NOT NULL,
    demand_id bigint NOT NULL,
    marked_by_id bigint,
    plan_id bigint NOT NULL,
    supply_id bigint NOT NULL,
    proposal_id bigint,
    CONSTRAINT matching_planpair_generation_check CHECK ((generation >= 0)),
    CONSTRAINT matching_planpair_level_check CHECK ((level >= 0)),
    CONSTRAINT plan_pair_not_forbidden CHECK ((NOT (is_chosen AND ((mark)::text = 'forbidden'::text))))
);

ALTER TABLE matching_planpair ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_planpair_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_plansupply (
    id bigint NOT NULL,
    generation bigint NOT NULL,
    "position" integer NOT NULL,
    kind character varying(12) NOT NULL,
    supply bigint NOT NULL,
    title character varying(300) NOT NULL,
    "least" smallint,
    most smallint,
    capacity smallint,
    load integer NOT NULL,
    total double precision NOT NULL,
    organisation_id bigint,
    plan_id bigint NOT NULL,
    CONSTRAINT matching_plansupply_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT matching_plansupply_generation_check CHECK ((generation >= 0)),
    CONSTRAINT matching_plansupply_least_check CHECK (("least" >= 0)),
    CONSTRAINT matching_plansupply_load_check CHECK ((load >= 0)),
    CONSTRAINT matching_plansupply_most_check CHECK ((most >= 0)),
    CONSTRAINT matching_plansupply_position_check CHECK (("position" >= 0)),
    CONSTRAINT matching_plansupply_supply_check CHECK ((supply >= 0)),
    CONSTRAINT plan_supply_least_below_most CHECK ((("least" IS NULL) OR (most IS NULL) OR (most >= "least")))
);

ALTER TABLE matching_plansupply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_plansupply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_proposal (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    supply bigint NOT NULL,
    title character varying(300) NOT NULL,
    state character varying(16) NOT NULL,
    level smallint,
    score double precision,
    reasons jsonb NOT NULL,
    message character varying(1000) NOT NULL,
    expires_on date NOT NULL,
    reason character varying(16) NOT NULL,
    note character varying(500) NOT NULL,
    declined_by character varying(8) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    is_demo boolean NOT NULL,
    by_id bigint NOT NULL,
    demand_id bigint NOT NULL,
    owner_id bigint,
    person_id bigint,
    ranking_model_id bigint,
    CONSTRAINT matching_proposal_level_check CHECK ((level >= 0)),
    CONSTRAINT matching_proposal_supply_check CHECK ((supply >= 0))
);

ALTER TABLE matching_proposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_proposalevent (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(20) NOT NULL,
    side character varying(8) NOT NULL,
    note character varying(500) NOT NULL,
    by_id bigint,
    proposal_id bigint NOT NULL
);

ALTER TABLE matching_proposalevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_proposalevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_proposallink (
    id bigint NOT NULL,
    side character varying(8) NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone,
    used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    proposal_id bigint NOT NULL
);

ALTER TABLE matching_proposallink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_proposallink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_rankingmodel (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    file character varying(100) NOT NULL,
    sha256 character varying(64) NOT NULL,
    data character varying(64) NOT NULL,
    embedder character varying(80) NOT NULL,
    embedder_fingerprint character varying(200) NOT NULL,
    pairs integer NOT NULL,
    demands integer NOT NULL,
    left_out integer NOT NULL,
    figures jsonb NOT NULL,
    reliability jsonb NOT NULL,
    signals jsonb NOT NULL,
    compared jsonb NOT NULL,
    versions jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    reason character varying(500) NOT NULL,
    by_id bigint,
    decided_by_id bigint,
    job_id uuid,
    CONSTRAINT matching_rankingmodel_demands_check CHECK ((demands >= 0)),
    CONSTRAINT matching_rankingmodel_left_out_check CHECK ((left_out >= 0)),
    CONSTRAINT matching_rankingmodel_pairs_check CHECK ((pairs >= 0))
);

ALTER TABLE matching_rankingmodel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_rankingmodel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE matching_rankingmodelevent (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(20) NOT NULL,
    note character varying(500) NOT NULL,
    by_id bigint,
    model_id bigint NOT NULL
);

ALTER TABLE matching_rankingmodelevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME matching_rankingmodelevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE messaging_channelchoice (
    id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    mail character varying(10) NOT NULL,
    sms boolean NOT NULL,
    account_id bigint NOT NULL
);

ALTER TABLE messaging_channelchoice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME messaging_channelchoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE messaging_delivery (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    state character varying(12) NOT NULL,
    at timestamp with time zone NOT NULL,
    provider_number character varying(100) NOT NULL,
    note character varying(300) NOT NULL,
    digest_id bigint,
    message_id bigint NOT NULL
);

ALTER TABLE messaging_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME messaging_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE messaging_digest (
    id bigint NOT NULL,
    day date NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    account_id bigint NOT NULL
);

ALTER TABLE messaging_digest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME messaging_digest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE messaging_message (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    kind character varying(40) NOT NULL,
    context jsonb NOT NULL,
    texts jsonb NOT NULL,
    link character varying(300) NOT NULL,
    urgency character varying(10) NOT NULL,
    target_type character varying(60) NOT NULL,
    target_id character varying(40) NOT NULL,
    code character varying(16) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    archived_at timestamp with time zone,
    received_at timestamp with time zone,
    account_id bigint,
    by_id bigint,
    address character varying(254) NOT NULL,
    addressee character varying(120) NOT NULL,
    language character varying(10) NOT NULL,
    CONSTRAINT message_has_one_reader CHECK ((((account_id IS NOT NULL) AND ((address)::text = ''::text)) OR ((account_id IS NULL) AND (NOT ((address)::text = ''::text)))))
);

ALTER TABLE messaging_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME messaging_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE messaging_oneclicklink (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    purpose character varying(12) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    account_id bigint,
    message_id bigint NOT NULL
);

ALTER TABLE messaging_oneclicklink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME messaging_oneclicklink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE messaging_wording (
    id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    language character varying(10) NOT NULL,
    number integer NOT NULL,
    subject character varying(200) NOT NULL,
    body text NOT NULL,
    short character varying(300) NOT NULL,
    is_shipped boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT messaging_wording_number_check CHECK ((number >= 0))
);

ALTER TABLE messaging_wording ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME messaging_wording_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

ALTER TABLE mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_agreement (
    id bigint NOT NULL,
    parties character varying(40) NOT NULL,
    language character varying(10) NOT NULL,
    tasks text NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    state character varying(10) NOT NULL,
    number character varying(60),
    filed_on date,
    scan character varying(200) NOT NULL,
    scan_name character varying(120) NOT NULL,
    scan_size integer,
    scan_sha256 character varying(64) NOT NULL,
    reason character varying(300) NOT NULL,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    by_id bigint NOT NULL,
    extends_id bigint,
    replaces_id bigint,
    template_id bigint,
    posting_id bigint NOT NULL,
    meeting_id bigint,
    CONSTRAINT agreement_ends_later CHECK ((to_on >= from_on)),
    CONSTRAINT agreement_filed_whole CHECK (((NOT ((state)::text = 'filed'::text)) OR ((filed_on IS NOT NULL) AND (number IS NOT NULL) AND (NOT ((scan)::text = ''::text))))),
    CONSTRAINT programmes_agreement_scan_size_check CHECK ((scan_size >= 0)),
    CONSTRAINT programmes_agreement_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_agreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_agreementsignature (
    id bigint NOT NULL,
    party character varying(14) NOT NULL,
    signed_on date NOT NULL,
    signer character varying(60) NOT NULL,
    number smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    agreement_id bigint NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT programmes_agreementsignature_number_check CHECK ((number >= 0))
);

ALTER TABLE programmes_agreementsignature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_agreementsignature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_agreementtemplate (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    stored character varying(200) NOT NULL,
    size integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    archived_at timestamp with time zone,
    at timestamp with time zone NOT NULL,
    area_id bigint NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT programmes_agreementtemplate_size_check CHECK ((size >= 0))
);

ALTER TABLE programmes_agreementtemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_agreementtemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_application (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    name character varying(60) NOT NULL,
    title character varying(60) NOT NULL,
    answers jsonb NOT NULL,
    state character varying(12) NOT NULL,
    is_late boolean NOT NULL,
    submitted_at timestamp with time zone,
    recommended_at timestamp with time zone,
    opinion character varying(600) NOT NULL,
    rank integer,
    reason character varying(600) NOT NULL,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    person_id bigint,
    unit_id bigint NOT NULL,
    round_id bigint NOT NULL,
    CONSTRAINT programmes_application_rank_check CHECK ((rank >= 0)),
    CONSTRAINT programmes_application_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_application ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_application_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_applicationmember (
    id bigint NOT NULL,
    place smallint NOT NULL,
    name character varying(120) NOT NULL,
    title character varying(60) NOT NULL,
    organisation_name character varying(120) NOT NULL,
    application_id bigint NOT NULL,
    organisation_id bigint,
    person_id bigint,
    CONSTRAINT programmes_applicationmember_place_check CHECK ((place >= 0))
);

ALTER TABLE programmes_applicationmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_applicationmember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_applicationpaper (
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    name character varying(120) NOT NULL,
    stored character varying(200) NOT NULL,
    size integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    replaced_at timestamp with time zone,
    application_id bigint NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT programmes_applicationpaper_size_check CHECK ((size >= 0))
);

ALTER TABLE programmes_applicationpaper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_applicationpaper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_applicationreturn (
    id bigint NOT NULL,
    number smallint NOT NULL,
    defects jsonb NOT NULL,
    again character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    application_id bigint NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT application_return_again_has_reason CHECK (((number = 1) OR (NOT ((again)::text = ''::text)))),
    CONSTRAINT programmes_applicationreturn_number_check CHECK ((number >= 0))
);

ALTER TABLE programmes_applicationreturn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_applicationreturn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_award (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    award character varying(120) NOT NULL,
    level character varying(10) NOT NULL,
    grade character varying(40) NOT NULL,
    year smallint,
    winner_kind character varying(20) NOT NULL,
    research_unit character varying(120) NOT NULL,
    people character varying(300) NOT NULL,
    station_name character varying(200) NOT NULL,
    source character varying(200) NOT NULL,
    source_on date,
    area_id bigint NOT NULL,
    organisation_id bigint,
    zone_id bigint,
    CONSTRAINT programmes_award_version_check CHECK ((version >= 0)),
    CONSTRAINT programmes_award_year_check CHECK ((year >= 0))
);

ALTER TABLE programmes_award ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_award_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_certificate (
    id bigint NOT NULL,
    year smallint NOT NULL,
    serial integer NOT NULL,
    number character varying(60) NOT NULL,
    code character varying(40) NOT NULL,
    state character varying(10) NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    reason character varying(300) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    application_id bigint NOT NULL,
    programme_id bigint NOT NULL,
    recognition_id bigint NOT NULL,
    exit_cause character varying(16) NOT NULL,
    left_on date,
    CONSTRAINT certificate_ends_later CHECK ((to_on >= from_on)),
    CONSTRAINT certificate_left_with_a_cause CHECK (((NOT ((state)::text = 'left'::text)) OR ((left_on IS NOT NULL) AND (NOT ((exit_cause)::text = ''::text))))),
    CONSTRAINT programmes_certificate_serial_check CHECK ((serial >= 0)),
    CONSTRAINT programmes_certificate_version_check CHECK ((version >= 0)),
    CONSTRAINT programmes_certificate_year_check CHECK ((year >= 0))
);

ALTER TABLE programmes_certificate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_certificate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_commendation (
    id bigint NOT NULL,
    level character varying(10) NOT NULL,
    document character varying(80) NOT NULL,
    issuer character varying(120) NOT NULL,
    issued_on date NOT NULL,
    is_demo boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    posting_id bigint NOT NULL
);

ALTER TABLE programmes_commendation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_commendation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_conditioncheck (
    id bigint NOT NULL,
    number smallint NOT NULL,
    answer character varying(12) NOT NULL,
    found jsonb NOT NULL,
    settled jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    application_id bigint NOT NULL,
    CONSTRAINT programmes_conditioncheck_number_check CHECK ((number >= 0))
);

ALTER TABLE programmes_conditioncheck ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_conditioncheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_confirmationlink (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    replaced_at timestamp with time zone,
    by_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    log_id bigint NOT NULL,
    seed character varying(32) NOT NULL
);

ALTER TABLE programmes_confirmationlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_confirmationlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_confirmationslip (
    id bigint NOT NULL,
    code character varying(16) NOT NULL,
    content character varying(64) NOT NULL,
    printed_at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    log_id bigint NOT NULL
);

ALTER TABLE programmes_confirmationslip ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_confirmationslip_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_firmowner (
    id bigint NOT NULL,
    source character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    firm_id bigint NOT NULL,
    person_id bigint,
    unit_id bigint,
    CONSTRAINT firm_owner_is_another CHECK ((NOT ((firm_id = unit_id) AND (unit_id IS NOT NULL)))),
    CONSTRAINT firm_owner_is_one CHECK ((((person_id IS NULL) AND (unit_id IS NOT NULL)) OR ((person_id IS NOT NULL) AND (unit_id IS NULL))))
);

ALTER TABLE programmes_firmowner ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_firmowner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_historicalagreement (
    id bigint NOT NULL,
    parties character varying(40) NOT NULL,
    language character varying(10) NOT NULL,
    tasks text NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    state character varying(10) NOT NULL,
    number character varying(60),
    filed_on date,
    scan character varying(200) NOT NULL,
    scan_name character varying(120) NOT NULL,
    scan_size integer,
    scan_sha256 character varying(64) NOT NULL,
    reason character varying(300) NOT NULL,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    by_id bigint,
    extends_id bigint,
    history_user_id bigint,
    replaces_id bigint,
    template_id bigint,
    posting_id bigint,
    meeting_id bigint,
    CONSTRAINT programmes_historicalagreement_scan_size_check CHECK ((scan_size >= 0)),
    CONSTRAINT programmes_historicalagreement_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_historicalagreement ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_historicalagreement_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_historicalapplication (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    name character varying(60) NOT NULL,
    title character varying(60) NOT NULL,
    answers jsonb NOT NULL,
    state character varying(12) NOT NULL,
    is_late boolean NOT NULL,
    submitted_at timestamp with time zone,
    recommended_at timestamp with time zone,
    opinion character varying(600) NOT NULL,
    rank integer,
    reason character varying(600) NOT NULL,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    by_id bigint,
    history_user_id bigint,
    organisation_id bigint,
    person_id bigint,
    unit_id bigint,
    round_id bigint,
    CONSTRAINT programmes_historicalapplication_rank_check CHECK ((rank >= 0)),
    CONSTRAINT programmes_historicalapplication_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_historicalapplication ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_historicalapplication_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_historicalaward (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    award character varying(120) NOT NULL,
    level character varying(10) NOT NULL,
    grade character varying(40) NOT NULL,
    year smallint,
    winner_kind character varying(20) NOT NULL,
    research_unit character varying(120) NOT NULL,
    people character varying(300) NOT NULL,
    station_name character varying(200) NOT NULL,
    source character varying(200) NOT NULL,
    source_on date,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    area_id bigint,
    history_user_id bigint,
    organisation_id bigint,
    zone_id bigint,
    CONSTRAINT programmes_historicalaward_version_check CHECK ((version >= 0)),
    CONSTRAINT programmes_historicalaward_year_check CHECK ((year >= 0))
);

ALTER TABLE programmes_historicalaward ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_historicalaward_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_historicalcertificate (
    id bigint NOT NULL,
    year smallint NOT NULL,
    serial integer NOT NULL,
    number character varying(60) NOT NULL,
    code character varying(40) NOT NULL,
    state character varying(10) NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    reason character varying(300) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    application_id bigint,
    history_user_id bigint,
    programme_id bigint,
    recognition_id bigint,
    exit_cause character varying(16) NOT NULL,
    left_on date,
    CONSTRAINT programmes_historicalcertificate_serial_check CHECK ((serial >= 0)),
    CONSTRAINT programmes_historicalcertificate_version_check CHECK ((version >= 0)),
    CONSTRAINT programmes_historicalcertificate_year_check CHECK ((year >= 0))
);

ALTER TABLE programmes_historicalcertificate ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_historicalcertificate_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_historicalposting (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    role character varying(60) NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    state character varying(20) NOT NULL,
    person_agreed_at timestamp with time zone,
    host_agreed_at timestamp with time zone,
    score double precision,
    reasons jsonb NOT NULL,
    reason character varying(300) NOT NULL,
    ended_on date,
    handover jsonb NOT NULL,
    slot smallint,
    host_slot smallint,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    by_id bigint,
    certificate_id bigint,
    history_user_id bigint,
    home_id bigint,
    host_id bigint,
    person_id bigint,
    follows_id bigint,
    call_id bigint,
    need_id bigint,
    warned_of date,
    CONSTRAINT programmes_historicalposting_host_slot_check CHECK ((host_slot >= 0)),
    CONSTRAINT programmes_historicalposting_slot_check CHECK ((slot >= 0)),
    CONSTRAINT programmes_historicalposting_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_historicalposting ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_historicalposting_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_historicalpostingcall (
    id bigint NOT NULL,
    needs_until date NOT NULL,
    post_until date NOT NULL,
    firms_most smallint NOT NULL,
    requests_most smallint,
    firm_requests_most smallint NOT NULL,
    people_most smallint NOT NULL,
    serving_most smallint NOT NULL,
    retired_most smallint NOT NULL,
    term_months smallint NOT NULL,
    no_owners boolean NOT NULL,
    fit_needed boolean NOT NULL,
    lowest_fit smallint NOT NULL,
    parties smallint NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    by_id bigint,
    history_user_id bigint,
    round_id bigint,
    academician_days smallint NOT NULL,
    CONSTRAINT programmes_historicalpostingcall_academician_days_check CHECK ((academician_days >= 0)),
    CONSTRAINT programmes_historicalpostingcall_firm_requests_most_check CHECK ((firm_requests_most >= 0)),
    CONSTRAINT programmes_historicalpostingcall_firms_most_check CHECK ((firms_most >= 0)),
    CONSTRAINT programmes_historicalpostingcall_lowest_fit_check CHECK ((lowest_fit >= 0)),
    CONSTRAINT programmes_historicalpostingcall_parties_check CHECK ((parties >= 0)),
    CONSTRAINT programmes_historicalpostingcall_people_most_check CHECK ((people_most >= 0)),
    CONSTRAINT programmes_historicalpostingcall_requests_most_check CHECK ((requests_most >= 0)),
    CONSTRAINT programmes_historicalpostingcall_retired_most_check CHECK ((retired_most >= 0)),
    CONSTRAINT programmes_historicalpostingcall_serving_most_check CHECK ((serving_most >= 0)),
    CONSTRAINT programmes_historicalpostingcall_term_months_check CHECK ((term_months >= 0)),
    CONSTRAINT programmes_historicalpostingcall_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_historicalpostingcall ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_historicalpostingcall_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_historicalpostingneed (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    body text NOT NULL,
    keywords character varying(300) NOT NULL,
    industry character varying(60) NOT NULL,
    field character varying(16) NOT NULL,
    wanted smallint NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    county_slot smallint,
    firm_slot smallint,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    area_id bigint,
    by_id bigint,
    history_user_id bigint,
    host_id bigint,
    call_id bigint,
    CONSTRAINT programmes_historicalpostingneed_county_slot_check CHECK ((county_slot >= 0)),
    CONSTRAINT programmes_historicalpostingneed_firm_slot_check CHECK ((firm_slot >= 0)),
    CONSTRAINT programmes_historicalpostingneed_version_check CHECK ((version >= 0)),
    CONSTRAINT programmes_historicalpostingneed_wanted_check CHECK ((wanted >= 0))
);

ALTER TABLE programmes_historicalpostingneed ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_historicalpostingneed_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_historicalprogramme (
    id bigint NOT NULL,
    template character varying(40) NOT NULL,
    name character varying(80) NOT NULL,
    name_en character varying(120) NOT NULL,
    rules jsonb NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    area_id bigint,
    by_id bigint,
    department_id bigint,
    history_user_id bigint,
    CONSTRAINT programmes_historicalprogramme_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_historicalprogramme ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_historicalprogramme_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_historicalround (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    state character varying(12) NOT NULL,
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    recommend_by date,
    call text NOT NULL,
    contact character varying(120) NOT NULL,
    rules jsonb NOT NULL,
    fingerprint character varying(64) NOT NULL,
    opened_at timestamp with time zone,
    reason character varying(300) NOT NULL,
    is_demo boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    by_id bigint,
    history_user_id bigint,
    programme_id bigint,
    CONSTRAINT programmes_historicalround_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_historicalround ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_historicalround_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_historicalservicerules (
    id bigint NOT NULL,
    late_days smallint NOT NULL,
    link_days smallint NOT NULL,
    remind_days smallint NOT NULL,
    subsidy_most numeric(12,2),
    insurance_most numeric(12,2),
    project_most numeric(12,2),
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    call_id bigint,
    history_user_id bigint,
    warn_days smallint NOT NULL,
    CONSTRAINT programmes_historicalservicerules_late_days_check CHECK ((late_days >= 0)),
    CONSTRAINT programmes_historicalservicerules_link_days_check CHECK ((link_days >= 0)),
    CONSTRAINT programmes_historicalservicerules_remind_days_check CHECK ((remind_days >= 0)),
    CONSTRAINT programmes_historicalservicerules_version_check CHECK ((version >= 0)),
    CONSTRAINT programmes_historicalservicerules_warn_days_check CHECK ((warn_days >= 0))
);

ALTER TABLE programmes_historicalservicerules ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_historicalservicerules_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_historicalstation (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(10) NOT NULL,
    is_outpost boolean NOT NULL,
    venue character varying(120) NOT NULL,
    home_name character varying(120) NOT NULL,
    leader character varying(60) NOT NULL,
    founded date,
    ends_on date,
    plan text NOT NULL,
    planned_days integer,
    keywords character varying(300) NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    area_id bigint,
    history_user_id bigint,
    organisation_id bigint,
    zone_id bigint,
    CONSTRAINT programmes_historicalstation_planned_days_check CHECK ((planned_days >= 0)),
    CONSTRAINT programmes_historicalstation_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_historicalstation ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_historicalstation_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_historicalworklog (
    id bigint NOT NULL,
    by_name character varying(60) NOT NULL,
    kind character varying(12) NOT NULL,
    worked_on date NOT NULL,
    minutes smallint NOT NULL,
    venue character varying(120) NOT NULL,
    title character varying(200) NOT NULL,
    notes text NOT NULL,
    state character varying(16) NOT NULL,
    chain character varying(32) NOT NULL,
    submission character varying(36) NOT NULL,
    submitted_at timestamp with time zone,
    confirmed_how character varying(8) NOT NULL,
    answered_at timestamp with time zone,
    counted_at timestamp with time zone,
    reason character varying(300) NOT NULL,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    approved_by_id bigint,
    by_id bigint,
    demand_id bigint,
    history_user_id bigint,
    posting_id bigint,
    contact_id bigint,
    corrects_id bigint,
    CONSTRAINT programmes_historicalworklog_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT programmes_historicalworklog_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_historicalworklog ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_historicalworklog_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_historicalyield (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    thing character varying(160) NOT NULL,
    number character varying(80) NOT NULL,
    title character varying(200) NOT NULL,
    happened_on date NOT NULL,
    persons integer,
    hours numeric(7,1),
    state character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    by_id bigint,
    demand_id bigint,
    firm_id bigint,
    history_user_id bigint,
    merged_into_id bigint,
    CONSTRAINT programmes_historicalyield_persons_check CHECK ((persons >= 0)),
    CONSTRAINT programmes_historicalyield_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_historicalyield ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_historicalyield_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_hostcontact (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    post character varying(60) NOT NULL,
    mobile character varying(40) NOT NULL,
    email character varying(254) NOT NULL,
    proof character varying(200) NOT NULL,
    verified_at timestamp with time zone,
    ended_at timestamp with time zone,
    at timestamp with time zone NOT NULL,
    is_demo boolean NOT NULL,
    account_id bigint,
    by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    verified_by_id bigint,
    CONSTRAINT host_contact_verified_by_somebody CHECK (((verified_at IS NULL) OR (verified_by_id IS NOT NULL)))
);

ALTER TABLE programmes_hostcontact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_hostcontact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_lateallowance (
    id bigint NOT NULL,
    until date NOT NULL,
    reason character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    round_id bigint NOT NULL
);

ALTER TABLE programmes_lateallowance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_lateallowance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_ledgerentry (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    stage character varying(8) NOT NULL,
    amount numeric(14,2) NOT NULL,
    booked_on date NOT NULL,
    document character varying(80) NOT NULL,
    note character varying(300) NOT NULL,
    file_name character varying(120) NOT NULL,
    stored character varying(200) NOT NULL,
    sha256 character varying(64) NOT NULL,
    submission character varying(36) NOT NULL,
    is_demo boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    posting_id bigint NOT NULL,
    reverses_id bigint,
    CONSTRAINT ledger_reverses_another CHECK ((NOT ((reverses_id = id) AND (reverses_id IS NOT NULL)))),
    CONSTRAINT ledger_sign_of_amount CHECK ((((amount > (0)::numeric) AND (reverses_id IS NULL)) OR ((amount < (0)::numeric) AND (reverses_id IS NOT NULL))))
);

ALTER TABLE programmes_ledgerentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_ledgerentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_meeting (
    id bigint NOT NULL,
    listed jsonb NOT NULL,
    fingerprint character varying(64) NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    held_on date,
    attendees character varying(600) NOT NULL,
    minutes text NOT NULL,
    decided_at timestamp with time zone,
    by_id bigint NOT NULL,
    round_id bigint NOT NULL
);

ALTER TABLE programmes_meeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_meeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_objection (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    objector character varying(120) NOT NULL,
    contact character varying(120) NOT NULL,
    is_unit boolean NOT NULL,
    statement text NOT NULL,
    evidence character varying(200) NOT NULL,
    evidence_name character varying(120) NOT NULL,
    evidence_sha256 character varying(64) NOT NULL,
    submission character varying(32) NOT NULL,
    at timestamp with time zone NOT NULL,
    reason character varying(600) NOT NULL,
    decided_at timestamp with time zone,
    application_id bigint NOT NULL,
    decided_by_id bigint
);

ALTER TABLE programmes_objection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_objection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_posting (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    role character varying(60) NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    state character varying(20) NOT NULL,
    person_agreed_at timestamp with time zone,
    host_agreed_at timestamp with time zone,
    score double precision,
    reasons jsonb NOT NULL,
    reason character varying(300) NOT NULL,
    ended_on date,
    handover jsonb NOT NULL,
    slot smallint,
    host_slot smallint,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    by_id bigint NOT NULL,
    certificate_id bigint NOT NULL,
    follows_id bigint,
    home_id bigint NOT NULL,
    host_id bigint NOT NULL,
    person_id bigint,
    call_id bigint NOT NULL,
    need_id bigint,
    warned_of date,
    CONSTRAINT posting_ends_later CHECK ((to_on >= from_on)),
    CONSTRAINT posting_has_slots CHECK (((NOT ((state)::text = ANY ((ARRAY['active'::character varying, 'agreement_draft'::character varying, 'both_agreed'::character varying, 'extended'::character varying, 'filed'::character varying, 'matched'::character varying, 'signed_commissioner'::character varying, 'signed_home_unit'::character varying, 'signed_host'::character varying])::text[]))) OR ((host_slot >= 1) AND (slot >= 1)))),
    CONSTRAINT programmes_posting_host_slot_check CHECK ((host_slot >= 0)),
    CONSTRAINT programmes_posting_slot_check CHECK ((slot >= 0)),
    CONSTRAINT programmes_posting_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_posting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_posting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_postingcall (
    id bigint NOT NULL,
    needs_until date NOT NULL,
    post_until date NOT NULL,
    firms_most smallint NOT NULL,
    requests_most smallint,
    firm_requests_most smallint NOT NULL,
    people_most smallint NOT NULL,
    serving_most smallint NOT NULL,
    retired_most smallint NOT NULL,
    term_months smallint NOT NULL,
    no_owners boolean NOT NULL,
    fit_needed boolean NOT NULL,
    lowest_fit smallint NOT NULL,
    parties smallint NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    by_id bigint NOT NULL,
    round_id bigint NOT NULL,
    academician_days smallint NOT NULL,
    CONSTRAINT posting_call_days_in_order CHECK ((post_until >= needs_until)),
    CONSTRAINT programmes_postingcall_academician_days_check CHECK ((academician_days >= 0)),
    CONSTRAINT programmes_postingcall_firm_requests_most_check CHECK ((firm_requests_most >= 0)),
    CONSTRAINT programmes_postingcall_firms_most_check CHECK ((firms_most >= 0)),
    CONSTRAINT programmes_postingcall_lowest_fit_check CHECK ((lowest_fit >= 0)),
    CONSTRAINT programmes_postingcall_parties_check CHECK ((parties >= 0)),
    CONSTRAINT programmes_postingcall_people_most_check CHECK ((people_most >= 0)),
    CONSTRAINT programmes_postingcall_requests_most_check CHECK ((requests_most >= 0)),
    CONSTRAINT programmes_postingcall_retired_most_check CHECK ((retired_most >= 0)),
    CONSTRAINT programmes_postingcall_serving_most_check CHECK ((serving_most >= 0)),
    CONSTRAINT programmes_postingcall_term_months_check CHECK ((term_months >= 0)),
    CONSTRAINT programmes_postingcall_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_postingcall ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_postingcall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_postingneed (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    body text NOT NULL,
    keywords character varying(300) NOT NULL,
    industry character varying(60) NOT NULL,
    field character varying(16) NOT NULL,
    wanted smallint NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    county_slot smallint,
    firm_slot smallint,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    area_id bigint NOT NULL,
    by_id bigint NOT NULL,
    call_id bigint NOT NULL,
    host_id bigint NOT NULL,
    CONSTRAINT programmes_postingneed_county_slot_check CHECK ((county_slot >= 0)),
    CONSTRAINT programmes_postingneed_firm_slot_check CHECK ((firm_slot >= 0)),
    CONSTRAINT programmes_postingneed_version_check CHECK ((version >= 0)),
    CONSTRAINT programmes_postingneed_wanted_check CHECK ((wanted >= 0))
);

ALTER TABLE programmes_postingneed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_postingneed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_postingpair (
    id bigint NOT NULL,
    generation bigint NOT NULL,
    score double precision NOT NULL,
    reasons jsonb NOT NULL,
    is_chosen boolean NOT NULL,
    is_by_hand boolean NOT NULL,
    certificate_id bigint NOT NULL,
    need_id bigint NOT NULL,
    posting_id bigint,
    plan_id bigint NOT NULL,
    left_out character varying(20) NOT NULL,
    CONSTRAINT programmes_postingpair_generation_check CHECK ((generation >= 0))
);

ALTER TABLE programmes_postingpair ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_postingpair_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_postingperson (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    is_leader boolean NOT NULL,
    from_on date,
    to_on date,
    person_id bigint,
    posting_id bigint NOT NULL
);

ALTER TABLE programmes_postingperson ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_postingperson_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_postingplan (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    seconds smallint NOT NULL,
    generation bigint NOT NULL,
    result jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    released_at timestamp with time zone,
    version integer NOT NULL,
    by_id bigint NOT NULL,
    call_id bigint NOT NULL,
    job_id uuid,
    CONSTRAINT programmes_postingplan_generation_check CHECK ((generation >= 0)),
    CONSTRAINT programmes_postingplan_seconds_check CHECK ((seconds >= 0)),
    CONSTRAINT programmes_postingplan_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_postingplan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_postingplan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_printpart (
    id bigint NOT NULL,
    start integer NOT NULL,
    count integer NOT NULL,
    first character varying(60) NOT NULL,
    last character varying(60) NOT NULL,
    stored character varying(200) NOT NULL,
    sha256 character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT programmes_printpart_count_check CHECK ((count >= 0)),
    CONSTRAINT programmes_printpart_start_check CHECK ((start >= 0))
);

ALTER TABLE programmes_printpart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_printpart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_printrun (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    language character varying(10) NOT NULL,
    listed jsonb NOT NULL,
    base character varying(200) NOT NULL,
    stored character varying(200) NOT NULL,
    size bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    job_id uuid,
    CONSTRAINT programmes_printrun_size_check CHECK ((size >= 0))
);

ALTER TABLE programmes_printrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_printrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_programme (
    id bigint NOT NULL,
    template character varying(40) NOT NULL,
    name character varying(80) NOT NULL,
    name_en character varying(120) NOT NULL,
    rules jsonb NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    area_id bigint NOT NULL,
    by_id bigint NOT NULL,
    department_id bigint,
    CONSTRAINT programmes_programme_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_programme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_programme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_programmetext (
    id bigint NOT NULL,
    key character varying(20) NOT NULL,
    language character varying(10) NOT NULL,
    title character varying(200) NOT NULL,
    body text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    programme_id bigint NOT NULL
);

ALTER TABLE programmes_programmetext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_programmetext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_publicnotice (
    id bigint NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    days smallint NOT NULL,
    receiver character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    round_id bigint NOT NULL,
    CONSTRAINT programmes_publicnotice_days_check CHECK ((days >= 0)),
    CONSTRAINT public_notice_ends_later CHECK ((to_on >= from_on))
);

ALTER TABLE programmes_publicnotice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_publicnotice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_recognition (
    id bigint NOT NULL,
    document character varying(80) NOT NULL,
    issued_on date NOT NULL,
    issuer character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    round_id bigint NOT NULL
);

ALTER TABLE programmes_recognition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_recognition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_recommendingunit (
    id bigint NOT NULL,
    quota integer,
    used integer NOT NULL,
    area_id bigint,
    organisation_id bigint,
    round_id bigint NOT NULL,
    CONSTRAINT programmes_recommendingunit_quota_check CHECK ((quota >= 0)),
    CONSTRAINT programmes_recommendingunit_used_check CHECK ((used >= 0)),
    CONSTRAINT recommending_unit_is_one CHECK ((((area_id IS NOT NULL) AND (organisation_id IS NULL)) OR ((area_id IS NULL) AND (organisation_id IS NOT NULL)))),
    CONSTRAINT recommending_unit_quota CHECK (((quota IS NULL) OR (used <= quota)))
);

ALTER TABLE programmes_recommendingunit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_recommendingunit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_recusal (
    id bigint NOT NULL,
    reason character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    round_id bigint NOT NULL
);

ALTER TABLE programmes_recusal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_recusal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_review (
    id bigint NOT NULL,
    marks jsonb NOT NULL,
    comment text NOT NULL,
    submitted_at timestamp with time zone,
    recused_at timestamp with time zone,
    reason character varying(300) NOT NULL,
    assigned_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    application_id bigint NOT NULL,
    reviewer_id bigint NOT NULL,
    fit double precision,
    fit_reasons jsonb NOT NULL,
    CONSTRAINT programmes_review_version_check CHECK ((version >= 0)),
    CONSTRAINT review_not_handed_in_by_the_recused CHECK (((submitted_at IS NULL) OR (recused_at IS NULL)))
);

ALTER TABLE programmes_review ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_reviewpanel (
    id bigint NOT NULL,
    each smallint NOT NULL,
    each_side smallint NOT NULL,
    from_scores smallint NOT NULL,
    is_blind boolean NOT NULL,
    fields jsonb NOT NULL,
    papers jsonb NOT NULL,
    due_on date NOT NULL,
    ranking jsonb NOT NULL,
    closed_at timestamp with time zone,
    reason character varying(300) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    by_id bigint NOT NULL,
    round_id bigint NOT NULL,
    CONSTRAINT programmes_reviewpanel_each_check CHECK ((each >= 0)),
    CONSTRAINT programmes_reviewpanel_each_side_check CHECK ((each_side >= 0)),
    CONSTRAINT programmes_reviewpanel_from_scores_check CHECK ((from_scores >= 0)),
    CONSTRAINT programmes_reviewpanel_version_check CHECK ((version >= 0)),
    CONSTRAINT review_panel_keeps_a_score CHECK ((from_scores > (each_side + each_side)))
);

ALTER TABLE programmes_reviewpanel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_reviewpanel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_round (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    state character varying(12) NOT NULL,
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    recommend_by date,
    call text NOT NULL,
    contact character varying(120) NOT NULL,
    rules jsonb NOT NULL,
    fingerprint character varying(64) NOT NULL,
    opened_at timestamp with time zone,
    reason character varying(300) NOT NULL,
    is_demo boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    by_id bigint NOT NULL,
    programme_id bigint NOT NULL,
    CONSTRAINT programmes_round_version_check CHECK ((version >= 0)),
    CONSTRAINT round_closes_after_opening CHECK ((closes_on >= opens_on))
);

ALTER TABLE programmes_round ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_round_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_roundreviewer (
    id bigint NOT NULL,
    most smallint NOT NULL,
    reminded_at timestamp with time zone,
    account_id bigint NOT NULL,
    panel_id bigint NOT NULL,
    person_id bigint,
    CONSTRAINT programmes_roundreviewer_most_check CHECK ((most >= 0))
);

ALTER TABLE programmes_roundreviewer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_roundreviewer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_servicerules (
    id bigint NOT NULL,
    late_days smallint NOT NULL,
    link_days smallint NOT NULL,
    remind_days smallint NOT NULL,
    subsidy_most numeric(12,2),
    insurance_most numeric(12,2),
    project_most numeric(12,2),
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    call_id bigint NOT NULL,
    warn_days smallint NOT NULL,
    CONSTRAINT programmes_servicerules_late_days_check CHECK ((late_days >= 0)),
    CONSTRAINT programmes_servicerules_link_days_check CHECK ((link_days >= 0)),
    CONSTRAINT programmes_servicerules_remind_days_check CHECK ((remind_days >= 0)),
    CONSTRAINT programmes_servicerules_version_check CHECK ((version >= 0)),
    CONSTRAINT programmes_servicerules_warn_days_check CHECK ((warn_days >= 0))
);

ALTER TABLE programmes_servicerules ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_servicerules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_signingmeeting (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    held_on date NOT NULL,
    venue character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    call_id bigint NOT NULL
);

ALTER TABLE programmes_signingmeeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_signingmeeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_station (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(10) NOT NULL,
    is_outpost boolean NOT NULL,
    venue character varying(120) NOT NULL,
    home_name character varying(120) NOT NULL,
    leader character varying(60) NOT NULL,
    founded date,
    ends_on date,
    plan text NOT NULL,
    planned_days integer,
    keywords character varying(300) NOT NULL,
    area_id bigint NOT NULL,
    organisation_id bigint,
    zone_id bigint,
    CONSTRAINT programmes_station_planned_days_check CHECK ((planned_days >= 0)),
    CONSTRAINT programmes_station_version_check CHECK ((version >= 0))
);

ALTER TABLE programmes_station ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_station_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_stationactivity (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    title character varying(200) NOT NULL,
    "on" date NOT NULL,
    persons integer,
    station_id bigint NOT NULL,
    CONSTRAINT programmes_stationactivity_persons_check CHECK ((persons >= 0))
);

ALTER TABLE programmes_stationactivity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_stationactivity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_stationexpert (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    organisation_name character varying(120) NOT NULL,
    title character varying(60) NOT NULL,
    standing character varying(10) NOT NULL,
    team character varying(80) NOT NULL,
    from_on date,
    to_on date,
    seat_key character varying(200) NOT NULL,
    slot smallint,
    organisation_id bigint,
    station_id bigint NOT NULL,
    person_id bigint,
    CONSTRAINT programmes_stationexpert_slot_check CHECK ((slot >= 0))
);

ALTER TABLE programmes_stationexpert ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_stationexpert_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_stationpatent (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    stage character varying(10) NOT NULL,
    number character varying(60) NOT NULL,
    "on" date NOT NULL,
    station_id bigint NOT NULL,
    thing character varying(100) NOT NULL
);

ALTER TABLE programmes_stationpatent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_stationpatent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_stationpresence (
    id bigint NOT NULL,
    expert_name character varying(60) NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    days smallint NOT NULL,
    remark character varying(200) NOT NULL,
    station_id bigint NOT NULL,
    CONSTRAINT programmes_stationpresence_days_check CHECK ((days >= 0)),
    CONSTRAINT station_presence_in_order CHECK ((to_on >= from_on))
);

ALTER TABLE programmes_stationpresence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_stationpresence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_stationproject (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    from_on date,
    to_on date,
    amount numeric(12,2),
    contract character varying(80) NOT NULL,
    station_id bigint NOT NULL,
    thing character varying(100) NOT NULL
);

ALTER TABLE programmes_stationproject ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_stationproject_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_stationreport (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    title character varying(200) NOT NULL,
    "on" date NOT NULL,
    receiver character varying(120) NOT NULL,
    adopted boolean NOT NULL,
    station_id bigint NOT NULL
);

ALTER TABLE programmes_stationreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_stationreport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_workday (
    id bigint NOT NULL,
    day date NOT NULL,
    minutes smallint NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT programmes_workday_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT work_day_has_24_hours CHECK ((minutes <= 1440))
);

ALTER TABLE programmes_workday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_workday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_worklog (
    id bigint NOT NULL,
    by_name character varying(60) NOT NULL,
    kind character varying(12) NOT NULL,
    worked_on date NOT NULL,
    minutes smallint NOT NULL,
    venue character varying(120) NOT NULL,
    title character varying(200) NOT NULL,
    notes text NOT NULL,
    state character varying(16) NOT NULL,
    chain character varying(32) NOT NULL,
    submission character varying(36) NOT NULL,
    submitted_at timestamp with time zone,
    confirmed_how character varying(8) NOT NULL,
    answered_at timestamp with time zone,
    counted_at timestamp with time zone,
    reason character varying(300) NOT NULL,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    approved_by_id bigint,
    by_id bigint NOT NULL,
    contact_id bigint,
    corrects_id bigint,
    demand_id bigint,
    posting_id bigint NOT NULL,
    CONSTRAINT programmes_worklog_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT programmes_worklog_version_check CHECK ((version >= 0)),
    CONSTRAINT work_log_counted_by_somebody CHECK (((NOT ((state)::text = 'counted'::text)) OR ((approved_by_id IS NOT NULL) AND (counted_at IS NOT NULL)))),
    CONSTRAINT work_log_within_a_day CHECK (((minutes >= 1) AND (minutes <= 1440)))
);

ALTER TABLE programmes_worklog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_worklog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_worklogphoto (
    id bigint NOT NULL,
    is_slip boolean NOT NULL,
    name character varying(120) NOT NULL,
    stored character varying(200) NOT NULL,
    size integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    log_id bigint NOT NULL,
    CONSTRAINT programmes_worklogphoto_size_check CHECK ((size >= 0))
);

ALTER TABLE programmes_worklogphoto ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_worklogphoto_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_worklogposition (
    id bigint NOT NULL,
    latitude numeric(4,2) NOT NULL,
    longitude numeric(5,2) NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    log_id bigint NOT NULL
);

ALTER TABLE programmes_worklogposition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_worklogposition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_yield (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    thing character varying(160) NOT NULL,
    number character varying(80) NOT NULL,
    title character varying(200) NOT NULL,
    happened_on date NOT NULL,
    persons integer,
    hours numeric(7,1),
    state character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    by_id bigint NOT NULL,
    demand_id bigint,
    firm_id bigint NOT NULL,
    merged_into_id bigint,
    CONSTRAINT programmes_yield_persons_check CHECK ((persons >= 0)),
    CONSTRAINT programmes_yield_version_check CHECK ((version >= 0)),
    CONSTRAINT yield_merged_somewhere CHECK (((NOT ((state)::text = 'merged'::text)) OR (merged_into_id IS NOT NULL)))
);

ALTER TABLE programmes_yield ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_yield_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_yieldevidence (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    name character varying(120) NOT NULL,
    stored character varying(200) NOT NULL,
    size integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    service_yield_id bigint NOT NULL,
    CONSTRAINT programmes_yieldevidence_size_check CHECK ((size >= 0))
);

ALTER TABLE programmes_yieldevidence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_yieldevidence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes_yieldshare (
    id bigint NOT NULL,
    percent smallint NOT NULL,
    posting_id bigint NOT NULL,
    service_yield_id bigint NOT NULL,
    CONSTRAINT programmes_yieldshare_percent_check CHECK ((percent >= 0)),
    CONSTRAINT yield_share_is_a_share CHECK (((percent >= 1) AND (percent <= 100)))
);

ALTER TABLE programmes_yieldshare ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME programmes_yieldshare_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_accessrequest (
    id bigint NOT NULL,
    register character varying(20) NOT NULL,
    record bigint NOT NULL,
    purpose character varying(500) NOT NULL,
    state character varying(12) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    reason character varying(300) NOT NULL,
    slip character varying(120) NOT NULL,
    expires_on date,
    asker_id bigint NOT NULL,
    decided_by_id bigint,
    organisation_id bigint,
    CONSTRAINT registry_accessrequest_record_check CHECK ((record >= 0))
);

ALTER TABLE registry_accessrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_accessrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_achievement (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    title_en character varying(300) NOT NULL,
    body text NOT NULL,
    body_en text NOT NULL,
    keywords character varying(300) NOT NULL,
    language character varying(2) NOT NULL,
    kind character varying(12) NOT NULL,
    stage character varying(16) NOT NULL,
    trl smallint,
    rights character varying(200) NOT NULL,
    modes character varying(120) NOT NULL,
    price numeric(12,2),
    industry character varying(60) NOT NULL,
    field character varying(16) NOT NULL,
    published_on date,
    area_id bigint NOT NULL,
    zone_id bigint,
    organisation_id bigint,
    names_owner boolean NOT NULL,
    public_summary text NOT NULL,
    public_title character varying(120) NOT NULL,
    CONSTRAINT registry_achievement_trl_check CHECK ((trl >= 0)),
    CONSTRAINT registry_achievement_version_check CHECK ((version >= 0))
);

ALTER TABLE registry_achievement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_achievement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_affiliation (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    post character varying(60) NOT NULL,
    from_on date,
    to_on date,
    organisation_id bigint,
    person_id bigint NOT NULL
);

ALTER TABLE registry_affiliation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_affiliation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_area (
    id bigint NOT NULL,
    code character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    name_en character varying(120) NOT NULL,
    initials character varying(120) NOT NULL,
    kind character varying(12) NOT NULL,
    path character varying(120) NOT NULL,
    is_management boolean NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    parent_id bigint,
    CONSTRAINT area_management_is_zone CHECK (((is_management AND ((kind)::text = 'zone'::text)) OR (NOT is_management))),
    CONSTRAINT area_path_closed CHECK (((path)::text ~~ '%/'::text))
);

ALTER TABLE registry_area ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_area_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_attachment (
    id bigint NOT NULL,
    register character varying(20) NOT NULL,
    record bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    name character varying(120) NOT NULL,
    stored character varying(200) NOT NULL,
    size bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT registry_attachment_record_check CHECK ((record >= 0)),
    CONSTRAINT registry_attachment_size_check CHECK ((size >= 0))
);

ALTER TABLE registry_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_carrier (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(20) NOT NULL,
    level character varying(10) NOT NULL,
    body text NOT NULL,
    keywords character varying(300) NOT NULL,
    founded date,
    industry character varying(60) NOT NULL,
    field character varying(16) NOT NULL,
    area_id bigint NOT NULL,
    zone_id bigint,
    organisation_id bigint,
    CONSTRAINT registry_carrier_version_check CHECK ((version >= 0))
);

ALTER TABLE registry_carrier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_carrier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_carriermember (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    role character varying(60) NOT NULL,
    from_on date,
    to_on date,
    carrier_id bigint NOT NULL,
    organisation_id bigint
);

ALTER TABLE registry_carriermember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_carriermember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_comment (
    id bigint NOT NULL,
    register character varying(20) NOT NULL,
    record bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    text text NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT registry_comment_record_check CHECK ((record >= 0))
);

ALTER TABLE registry_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_consent (
    id bigint NOT NULL,
    purpose character varying(20) NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    user_id bigint NOT NULL,
    CONSTRAINT registry_consent_version_check CHECK ((version >= 0))
);

ALTER TABLE registry_consent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_contacthold (
    id bigint NOT NULL,
    "values" jsonb NOT NULL,
    since timestamp with time zone NOT NULL,
    request_id bigint NOT NULL
);

ALTER TABLE registry_contacthold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_contacthold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_duplicatepair (
    id bigint NOT NULL,
    register character varying(20) NOT NULL,
    first bigint NOT NULL,
    second bigint NOT NULL,
    why character varying(8) NOT NULL,
    likeness double precision NOT NULL,
    state character varying(10) NOT NULL,
    found_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decided_by_id bigint,
    CONSTRAINT duplicate_pair_in_order CHECK ((first < second)),
    CONSTRAINT duplicate_pair_likeness CHECK (((likeness >= (0.0)::double precision) AND (likeness <= (1.0)::double precision))),
    CONSTRAINT registry_duplicatepair_first_check CHECK ((first >= 0)),
    CONSTRAINT registry_duplicatepair_second_check CHECK ((second >= 0))
);

ALTER TABLE registry_duplicatepair ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_duplicatepair_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_formername (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    name_key character varying(120) NOT NULL,
    from_on date,
    to_on date,
    remark character varying(120) NOT NULL,
    is_merged boolean NOT NULL,
    at_version integer,
    organisation_id bigint NOT NULL,
    CONSTRAINT former_name_days_in_order CHECK (((from_on IS NULL) OR (to_on IS NULL) OR (from_on <= to_on))),
    CONSTRAINT registry_formername_at_version_check CHECK ((at_version >= 0))
);

ALTER TABLE registry_formername ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_formername_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_historicalachievement (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    title_en character varying(300) NOT NULL,
    body text NOT NULL,
    body_en text NOT NULL,
    keywords character varying(300) NOT NULL,
    language character varying(2) NOT NULL,
    kind character varying(12) NOT NULL,
    stage character varying(16) NOT NULL,
    trl smallint,
    rights character varying(200) NOT NULL,
    modes character varying(120) NOT NULL,
    price numeric(12,2),
    industry character varying(60) NOT NULL,
    field character varying(16) NOT NULL,
    published_on date,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    area_id bigint,
    history_user_id bigint,
    zone_id bigint,
    organisation_id bigint,
    names_owner boolean NOT NULL,
    public_summary text NOT NULL,
    public_title character varying(120) NOT NULL,
    CONSTRAINT registry_historicalachievement_trl_check CHECK ((trl >= 0)),
    CONSTRAINT registry_historicalachievement_version_check CHECK ((version >= 0))
);

ALTER TABLE registry_historicalachievement ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_historicalachievement_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_historicalcarrier (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(20) NOT NULL,
    level character varying(10) NOT NULL,
    body text NOT NULL,
    keywords character varying(300) NOT NULL,
    founded date,
    industry character varying(60) NOT NULL,
    field character varying(16) NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    area_id bigint,
    history_user_id bigint,
    zone_id bigint,
    organisation_id bigint,
    CONSTRAINT registry_historicalcarrier_version_check CHECK ((version >= 0))
);

ALTER TABLE registry_historicalcarrier ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_historicalcarrier_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_historicalorganisation (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    name_en character varying(200) NOT NULL,
    short_name character varying(60) NOT NULL,
    initials character varying(120) NOT NULL,
    name_key character varying(120) NOT NULL,
    name_tail character varying(120) NOT NULL,
    kind character varying(20) NOT NULL,
    uscc character varying(18),
    uscc_confirmed boolean NOT NULL,
    industry character varying(60) NOT NULL,
    address character varying(200) NOT NULL,
    founded date,
    staff integer,
    contact_name character varying(60) NOT NULL,
    contact_phone character varying(40) NOT NULL,
    website character varying(200) NOT NULL,
    description text NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    area_id bigint,
    history_user_id bigint,
    zone_id bigint,
    CONSTRAINT registry_historicalorganisation_staff_check CHECK ((staff >= 0)),
    CONSTRAINT registry_historicalorganisation_version_check CHECK ((version >= 0))
);

ALTER TABLE registry_historicalorganisation ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_historicalorganisation_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_historicalperson (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    name character varying(60) NOT NULL,
    name_en character varying(120) NOT NULL,
    initials character varying(120) NOT NULL,
    is_expert boolean NOT NULL,
    title character varying(60) NOT NULL,
    rank character varying(14) NOT NULL,
    post character varying(60) NOT NULL,
    research character varying(300) NOT NULL,
    profile text NOT NULL,
    keywords character varying(300) NOT NULL,
    industry character varying(60) NOT NULL,
    field character varying(16) NOT NULL,
    discipline character varying(60) NOT NULL,
    capacity smallint,
    mobile character varying(40) NOT NULL,
    email character varying(254) NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    account_id bigint,
    area_id bigint,
    history_user_id bigint,
    zone_id bigint,
    organisation_id bigint,
    team character varying(100) NOT NULL,
    CONSTRAINT registry_historicalperson_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT registry_historicalperson_version_check CHECK ((version >= 0))
);

ALTER TABLE registry_historicalperson ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_historicalperson_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_historicalservice (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(12) NOT NULL,
    body text NOT NULL,
    keywords character varying(300) NOT NULL,
    price_from numeric(12,4),
    price_to numeric(12,4),
    unit character varying(40) NOT NULL,
    industry character varying(60) NOT NULL,
    field character varying(16) NOT NULL,
    history_change_reason text,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    area_id bigint,
    history_user_id bigint,
    zone_id bigint,
    organisation_id bigint,
    CONSTRAINT registry_historicalservice_version_check CHECK ((version >= 0))
);

ALTER TABLE registry_historicalservice ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_historicalservice_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_merge (
    id bigint NOT NULL,
    register character varying(20) NOT NULL,
    kept bigint NOT NULL,
    merged bigint NOT NULL,
    choices jsonb NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    moved jsonb NOT NULL,
    dropped jsonb NOT NULL,
    conflicts jsonb NOT NULL,
    reason character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    by_id bigint NOT NULL,
    undone_by_id bigint,
    CONSTRAINT merge_of_two CHECK ((NOT (kept = merged))),
    CONSTRAINT registry_merge_kept_check CHECK ((kept >= 0)),
    CONSTRAINT registry_merge_merged_check CHECK ((merged >= 0))
);

ALTER TABLE registry_merge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_organisation (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    name_en character varying(200) NOT NULL,
    short_name character varying(60) NOT NULL,
    initials character varying(120) NOT NULL,
    name_key character varying(120) NOT NULL,
    name_tail character varying(120) NOT NULL,
    kind character varying(20) NOT NULL,
    uscc character varying(18),
    uscc_confirmed boolean NOT NULL,
    industry character varying(60) NOT NULL,
    address character varying(200) NOT NULL,
    founded date,
    staff integer,
    contact_name character varying(60) NOT NULL,
    contact_phone character varying(40) NOT NULL,
    website character varying(200) NOT NULL,
    description text NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    area_id bigint NOT NULL,
    zone_id bigint,
    CONSTRAINT registry_organisation_staff_check CHECK ((staff >= 0)),
    CONSTRAINT registry_organisation_version_check CHECK ((version >= 0))
);

ALTER TABLE registry_organisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_organisationtag (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    certificate character varying(80) NOT NULL,
    from_on date,
    to_on date,
    source character varying(120) NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT tag_days_in_order CHECK (((from_on IS NULL) OR (to_on IS NULL) OR (from_on <= to_on)))
);

ALTER TABLE registry_organisationtag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_organisationtag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_person (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    name character varying(60) NOT NULL,
    name_en character varying(120) NOT NULL,
    initials character varying(120) NOT NULL,
    is_expert boolean NOT NULL,
    title character varying(60) NOT NULL,
    rank character varying(14) NOT NULL,
    post character varying(60) NOT NULL,
    research character varying(300) NOT NULL,
    profile text NOT NULL,
    keywords character varying(300) NOT NULL,
    industry character varying(60) NOT NULL,
    field character varying(16) NOT NULL,
    discipline character varying(60) NOT NULL,
    capacity smallint,
    mobile character varying(40) NOT NULL,
    email character varying(254) NOT NULL,
    account_id bigint,
    area_id bigint NOT NULL,
    organisation_id bigint,
    zone_id bigint,
    team character varying(100) NOT NULL,
    CONSTRAINT registry_person_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT registry_person_version_check CHECK ((version >= 0))
);

ALTER TABLE registry_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_personalrequest (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    words character varying(1000) NOT NULL,
    state character varying(12) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    decided_at timestamp with time zone,
    reason character varying(500) NOT NULL,
    outcome character varying(12) NOT NULL,
    file character varying(200) NOT NULL,
    file_until timestamp with time zone,
    account_id bigint,
    by_id bigint NOT NULL,
    decided_by_id bigint,
    person_id bigint,
    area_id bigint,
    contact_email character varying(254) NOT NULL,
    contact_name character varying(60) NOT NULL,
    contact_phone character varying(40) NOT NULL,
    contact_unit character varying(120) NOT NULL,
    corrected jsonb NOT NULL
);

ALTER TABLE registry_personalrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_personalrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_persontitle (
    id bigint NOT NULL,
    title character varying(60) NOT NULL,
    rank character varying(14) NOT NULL,
    from_on date,
    person_id bigint NOT NULL
);

ALTER TABLE registry_persontitle ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_persontitle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_restriction (
    id bigint NOT NULL,
    archived boolean NOT NULL,
    since timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    request_id bigint NOT NULL
);

ALTER TABLE registry_restriction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_restriction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_savedview (
    id bigint NOT NULL,
    register character varying(20) NOT NULL,
    name character varying(60) NOT NULL,
    query character varying(2000) NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE registry_savedview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_savedview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_service (
    id bigint NOT NULL,
    organisation_name character varying(120) NOT NULL,
    disclosure character varying(12) NOT NULL,
    archived_at timestamp with time zone,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(12) NOT NULL,
    body text NOT NULL,
    keywords character varying(300) NOT NULL,
    price_from numeric(12,4),
    price_to numeric(12,4),
    unit character varying(40) NOT NULL,
    industry character varying(60) NOT NULL,
    field character varying(16) NOT NULL,
    area_id bigint NOT NULL,
    organisation_id bigint,
    zone_id bigint,
    CONSTRAINT registry_service_version_check CHECK ((version >= 0))
);

ALTER TABLE registry_service ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_service_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_trlevidence (
    id bigint NOT NULL,
    level smallint NOT NULL,
    evidence character varying(300) NOT NULL,
    proven_on date,
    achievement_id bigint NOT NULL,
    CONSTRAINT registry_trlevidence_level_check CHECK ((level >= 0))
);

ALTER TABLE registry_trlevidence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_trlevidence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE registry_work (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    title character varying(300) NOT NULL,
    body text NOT NULL,
    year smallint,
    person_id bigint NOT NULL,
    CONSTRAINT registry_work_year_check CHECK ((year >= 0))
);

ALTER TABLE registry_work ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME registry_work_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE search_embeddingchoice (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    used jsonb NOT NULL,
    fingerprints jsonb NOT NULL,
    summary jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    ended_at timestamp with time zone,
    by_id bigint,
    job_id uuid
);

ALTER TABLE search_embeddingchoice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME search_embeddingchoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);

ALTER TABLE ONLY account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);

ALTER TABLE ONLY account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_digest_key UNIQUE (digest);

ALTER TABLE ONLY accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_pkey PRIMARY KEY (id);

ALTER TABLE ONLY accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_prefix_key UNIQUE (prefix);

ALTER TABLE ONLY accounts_department
    ADD CONSTRAINT accounts_department_key_key UNIQUE (key);

ALTER TABLE ONLY accounts_department
    ADD CONSTRAINT accounts_department_pkey PRIMARY KEY (id);

ALTER TABLE ONLY accounts_historicaldepartment
    ADD CONSTRAINT accounts_historicaldepartment_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY accounts_loginlock
    ADD CONSTRAINT accounts_loginlock_name_key UNIQUE (name);

ALTER TABLE ONLY accounts_loginlock
    ADD CONSTRAINT accounts_loginlock_pkey PRIMARY KEY (id);

ALTER TABLE ONLY accounts_membership
    ADD CONSTRAINT accounts_membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY accounts_pastpassword
    ADD CONSTRAINT accounts_pastpassword_pkey PRIMARY KEY (id);

ALTER TABLE ONLY accounts_undertaking
    ADD CONSTRAINT accounts_undertaking_pkey PRIMARY KEY (id);

ALTER TABLE ONLY accounts_undertaking
    ADD CONSTRAINT accounts_undertaking_version_key UNIQUE (version);

ALTER TABLE ONLY accounts_undertakingsignature
    ADD CONSTRAINT accounts_undertakingsignature_pkey PRIMARY KEY (id);

ALTER TABLE ONLY accounts_user
    ADD CONSTRAINT accounts_user_mobile_key UNIQUE (mobile);

ALTER TABLE ONLY accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY accounts_user
    ADD CONSTRAINT accounts_user_username_key UNIQUE (username);

ALTER TABLE ONLY programmes_agreementsignature
    ADD CONSTRAINT agreement_party_signs_once UNIQUE (agreement_id, party);

ALTER TABLE ONLY programmes_applicationmember
    ADD CONSTRAINT application_member_once UNIQUE (application_id, place);

ALTER TABLE ONLY programmes_application
    ADD CONSTRAINT application_rank_once UNIQUE (unit_id, rank);

ALTER TABLE ONLY programmes_applicationreturn
    ADD CONSTRAINT application_return_once UNIQUE (application_id, number);

ALTER TABLE ONLY auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_bid
    ADD CONSTRAINT bid_once UNIQUE (challenge_id, organisation_id);

ALTER TABLE ONLY matching_candidate
    ADD CONSTRAINT candidate_once_a_direction UNIQUE (run_id, direction, demand_id, kind, supply);

ALTER TABLE ONLY programmes_certificate
    ADD CONSTRAINT certificate_serial_once UNIQUE (programme_id, year, serial);

ALTER TABLE ONLY messaging_channelchoice
    ADD CONSTRAINT channel_choice_once UNIQUE (account_id, kind);

ALTER TABLE ONLY matching_choice
    ADD CONSTRAINT choice_once UNIQUE (demand_id, kind, supply);

ALTER TABLE ONLY demands_demandclock
    ADD CONSTRAINT clock_round_once UNIQUE (demand_id, kind, round);

ALTER TABLE ONLY programmes_commendation
    ADD CONSTRAINT commendation_once UNIQUE (posting_id, document);

ALTER TABLE ONLY common_auditevent
    ADD CONSTRAINT common_auditevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY common_auditpurge
    ADD CONSTRAINT common_auditpurge_last_key UNIQUE (last);

ALTER TABLE ONLY common_auditpurge
    ADD CONSTRAINT common_auditpurge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY common_auditseal
    ADD CONSTRAINT common_auditseal_digest_key UNIQUE (digest);

ALTER TABLE ONLY common_auditseal
    ADD CONSTRAINT common_auditseal_first_key UNIQUE (first);

ALTER TABLE ONLY common_auditseal
    ADD CONSTRAINT common_auditseal_last_key UNIQUE (last);

ALTER TABLE ONLY common_auditseal
    ADD CONSTRAINT common_auditseal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY common_auditseal
    ADD CONSTRAINT common_auditseal_previous_key UNIQUE (previous);

ALTER TABLE ONLY common_calendarday
    ADD CONSTRAINT common_calendarday_date_key UNIQUE (date);

ALTER TABLE ONLY common_calendarday
    ADD CONSTRAINT common_calendarday_pkey PRIMARY KEY (id);

ALTER TABLE ONLY common_importbatch
    ADD CONSTRAINT common_importbatch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY common_importrow
    ADD CONSTRAINT common_importrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY common_job
    ADD CONSTRAINT common_job_key_key UNIQUE (key);

ALTER TABLE ONLY common_job
    ADD CONSTRAINT common_job_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_commonmember
    ADD CONSTRAINT common_member_once UNIQUE (problem_id, demand_id);

ALTER TABLE ONLY common_outboxmessage
    ADD CONSTRAINT common_outboxmessage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY common_personaldataread
    ADD CONSTRAINT common_personaldataread_pkey PRIMARY KEY (id);

ALTER TABLE ONLY common_publictry
    ADD CONSTRAINT common_publictry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY common_sitelogo
    ADD CONSTRAINT common_sitelogo_digest_key UNIQUE (digest);

ALTER TABLE ONLY common_sitelogo
    ADD CONSTRAINT common_sitelogo_pkey PRIMARY KEY (id);

ALTER TABLE ONLY common_sitesettings
    ADD CONSTRAINT common_sitesettings_first_key UNIQUE (first);

ALTER TABLE ONLY common_sitesettings
    ADD CONSTRAINT common_sitesettings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY common_sitesettings
    ADD CONSTRAINT common_sitesettings_previous_id_key UNIQUE (previous_id);

ALTER TABLE ONLY common_sitesettings
    ADD CONSTRAINT common_sitesettings_token_key UNIQUE (token);

ALTER TABLE ONLY programmes_conditioncheck
    ADD CONSTRAINT condition_check_once UNIQUE (application_id, number);

ALTER TABLE ONLY messaging_delivery
    ADD CONSTRAINT delivery_once_a_channel UNIQUE (message_id, channel);

ALTER TABLE ONLY demands_bid
    ADD CONSTRAINT demands_bid_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_breach
    ADD CONSTRAINT demands_breach_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_caseevent
    ADD CONSTRAINT demands_caseevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_challenge
    ADD CONSTRAINT demands_challenge_demand_id_key UNIQUE (demand_id);

ALTER TABLE ONLY demands_challenge
    ADD CONSTRAINT demands_challenge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_challengerules
    ADD CONSTRAINT demands_challengerules_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_clockentry
    ADD CONSTRAINT demands_clockentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_clockpolicy
    ADD CONSTRAINT demands_clockpolicy_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_clockpolicy
    ADD CONSTRAINT demands_clockpolicy_previous_id_key UNIQUE (previous_id);

ALTER TABLE ONLY demands_commonevent
    ADD CONSTRAINT demands_commonevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_commonmember
    ADD CONSTRAINT demands_commonmember_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_commonproblem
    ADD CONSTRAINT demands_commonproblem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_commonsolution
    ADD CONSTRAINT demands_commonsolution_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_commonsolution
    ADD CONSTRAINT demands_commonsolution_problem_id_key UNIQUE (problem_id);

ALTER TABLE ONLY demands_contract
    ADD CONSTRAINT demands_contract_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_demand
    ADD CONSTRAINT demands_demand_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_demandclock
    ADD CONSTRAINT demands_demandclock_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_demandcontact
    ADD CONSTRAINT demands_demandcontact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_evidence
    ADD CONSTRAINT demands_evidence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_exchangecolumn
    ADD CONSTRAINT demands_exchangecolumn_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_exchangerow
    ADD CONSTRAINT demands_exchangerow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_exchangerun
    ADD CONSTRAINT demands_exchangerun_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_externalreference
    ADD CONSTRAINT demands_externalreference_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_externalsystem
    ADD CONSTRAINT demands_externalsystem_code_key UNIQUE (code);

ALTER TABLE ONLY demands_externalsystem
    ADD CONSTRAINT demands_externalsystem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_filing
    ADD CONSTRAINT demands_filing_digest_key UNIQUE (digest);

ALTER TABLE ONLY demands_filing
    ADD CONSTRAINT demands_filing_number_key UNIQUE (number);

ALTER TABLE ONLY demands_filing
    ADD CONSTRAINT demands_filing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_filing
    ADD CONSTRAINT demands_filing_submission_key UNIQUE (submission);

ALTER TABLE ONLY demands_historicaldemand
    ADD CONSTRAINT demands_historicaldemand_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY demands_historicalvisit
    ADD CONSTRAINT demands_historicalvisit_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY demands_milestone
    ADD CONSTRAINT demands_milestone_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_passage
    ADD CONSTRAINT demands_passage_demand_id_key UNIQUE (demand_id);

ALTER TABLE ONLY demands_passage
    ADD CONSTRAINT demands_passage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_passageblock
    ADD CONSTRAINT demands_passageblock_pkey PRIMARY KEY (number);

ALTER TABLE ONLY demands_passagechange
    ADD CONSTRAINT demands_passagechange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_rating
    ADD CONSTRAINT demands_rating_demand_id_key UNIQUE (demand_id);

ALTER TABLE ONLY demands_rating
    ADD CONSTRAINT demands_rating_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_supervision
    ADD CONSTRAINT demands_supervision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_visit
    ADD CONSTRAINT demands_visit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_visitposition
    ADD CONSTRAINT demands_visitposition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY demands_visitposition
    ADD CONSTRAINT demands_visitposition_visit_id_key UNIQUE (visit_id);

ALTER TABLE ONLY messaging_digest
    ADD CONSTRAINT digest_once_a_day UNIQUE (account_id, day);

ALTER TABLE ONLY django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY django_q_ormq
    ADD CONSTRAINT django_q_ormq_pkey PRIMARY KEY (id);

ALTER TABLE ONLY django_q_schedule
    ADD CONSTRAINT django_q_schedule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY django_q_task
    ADD CONSTRAINT django_q_task_pkey PRIMARY KEY (id);

ALTER TABLE ONLY django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY registry_duplicatepair
    ADD CONSTRAINT duplicate_pair_once UNIQUE (register, first, second);

ALTER TABLE ONLY demands_exchangecolumn
    ADD CONSTRAINT exchange_column_once UNIQUE (system_id, heading);

ALTER TABLE ONLY demands_exchangerow
    ADD CONSTRAINT exchange_row_once UNIQUE (run_id, demand_id);

ALTER TABLE ONLY programmes_firmowner
    ADD CONSTRAINT firm_owner_person_once UNIQUE (firm_id, person_id);

ALTER TABLE ONLY programmes_firmowner
    ADD CONSTRAINT firm_owner_unit_once UNIQUE (firm_id, unit_id);

ALTER TABLE ONLY common_importrow
    ADD CONSTRAINT import_row_once UNIQUE (batch_id, run, number);

ALTER TABLE ONLY indicators_reporttemplate
    ADD CONSTRAINT indicators_reporttemplate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY indicators_workreport
    ADD CONSTRAINT indicators_workreport_job_id_key UNIQUE (job_id);

ALTER TABLE ONLY indicators_workreport
    ADD CONSTRAINT indicators_workreport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_judgement
    ADD CONSTRAINT judgement_once UNIQUE (demand_id, kind, supply);

ALTER TABLE ONLY matching_listfile
    ADD CONSTRAINT list_file_once_a_side UNIQUE (list_match_id, side);

ALTER TABLE ONLY matching_listitem
    ADD CONSTRAINT list_item_key_once UNIQUE (list_match_id, side, key);

ALTER TABLE ONLY matching_listpair
    ADD CONSTRAINT list_pair_once_a_direction UNIQUE (list_match_id, direction, demand_id, supply_id);

ALTER TABLE ONLY matching_assignmentplan
    ADD CONSTRAINT matching_assignmentplan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_candidate
    ADD CONSTRAINT matching_candidate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_choice
    ADD CONSTRAINT matching_choice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_judgement
    ADD CONSTRAINT matching_judgement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_lexiconentry
    ADD CONSTRAINT matching_lexiconentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_lexiconimport
    ADD CONSTRAINT matching_lexiconimport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_lexiconspelling
    ADD CONSTRAINT matching_lexiconspelling_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_lexiconspelling
    ADD CONSTRAINT matching_lexiconspelling_spelling_key UNIQUE (spelling);

ALTER TABLE ONLY matching_listfile
    ADD CONSTRAINT matching_listfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_listitem
    ADD CONSTRAINT matching_listitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_listmatch
    ADD CONSTRAINT matching_listmatch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_listpair
    ADD CONSTRAINT matching_listpair_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_matchrun
    ADD CONSTRAINT matching_matchrun_job_id_key UNIQUE (job_id);

ALTER TABLE ONLY matching_matchrun
    ADD CONSTRAINT matching_matchrun_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_planconflict
    ADD CONSTRAINT matching_planconflict_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_plandemand
    ADD CONSTRAINT matching_plandemand_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_planpair
    ADD CONSTRAINT matching_planpair_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_plansupply
    ADD CONSTRAINT matching_plansupply_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_proposal
    ADD CONSTRAINT matching_proposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_proposalevent
    ADD CONSTRAINT matching_proposalevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_proposallink
    ADD CONSTRAINT matching_proposallink_digest_key UNIQUE (digest);

ALTER TABLE ONLY matching_proposallink
    ADD CONSTRAINT matching_proposallink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_rankingmodel
    ADD CONSTRAINT matching_rankingmodel_job_id_key UNIQUE (job_id);

ALTER TABLE ONLY matching_rankingmodel
    ADD CONSTRAINT matching_rankingmodel_pkey PRIMARY KEY (id);

ALTER TABLE ONLY matching_rankingmodelevent
    ADD CONSTRAINT matching_rankingmodelevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY messaging_message
    ADD CONSTRAINT message_once UNIQUE (account_id, key);

ALTER TABLE ONLY messaging_channelchoice
    ADD CONSTRAINT messaging_channelchoice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY messaging_delivery
    ADD CONSTRAINT messaging_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY messaging_digest
    ADD CONSTRAINT messaging_digest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY messaging_message
    ADD CONSTRAINT messaging_message_code_key UNIQUE (code);

ALTER TABLE ONLY messaging_message
    ADD CONSTRAINT messaging_message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY messaging_oneclicklink
    ADD CONSTRAINT messaging_oneclicklink_digest_key UNIQUE (digest);

ALTER TABLE ONLY messaging_oneclicklink
    ADD CONSTRAINT messaging_oneclicklink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY messaging_wording
    ADD CONSTRAINT messaging_wording_pkey PRIMARY KEY (id);

ALTER TABLE ONLY mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY common_outboxmessage
    ADD CONSTRAINT outbox_topic_key_once UNIQUE (topic, key);

ALTER TABLE ONLY matching_plandemand
    ADD CONSTRAINT plan_demand_position_once UNIQUE (plan_id, generation, "position");

ALTER TABLE ONLY matching_planpair
    ADD CONSTRAINT plan_pair_once UNIQUE (demand_id, supply_id);

ALTER TABLE ONLY matching_plansupply
    ADD CONSTRAINT plan_supply_position_once UNIQUE (plan_id, generation, "position");

ALTER TABLE ONLY programmes_postingpair
    ADD CONSTRAINT posting_pair_once UNIQUE (plan_id, generation, need_id, certificate_id);

ALTER TABLE ONLY programmes_printpart
    ADD CONSTRAINT print_part_once UNIQUE (run_id, start);

ALTER TABLE ONLY programmes_programme
    ADD CONSTRAINT programme_once UNIQUE (area_id, name);

ALTER TABLE ONLY programmes_programmetext
    ADD CONSTRAINT programme_text_once UNIQUE (programme_id, key, language);

ALTER TABLE ONLY programmes_agreement
    ADD CONSTRAINT programmes_agreement_number_key UNIQUE (number);

ALTER TABLE ONLY programmes_agreement
    ADD CONSTRAINT programmes_agreement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_agreementsignature
    ADD CONSTRAINT programmes_agreementsignature_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_agreementtemplate
    ADD CONSTRAINT programmes_agreementtemplate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_application
    ADD CONSTRAINT programmes_application_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_applicationmember
    ADD CONSTRAINT programmes_applicationmember_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_applicationpaper
    ADD CONSTRAINT programmes_applicationpaper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_applicationreturn
    ADD CONSTRAINT programmes_applicationreturn_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_award
    ADD CONSTRAINT programmes_award_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_certificate
    ADD CONSTRAINT programmes_certificate_application_id_key UNIQUE (application_id);

ALTER TABLE ONLY programmes_certificate
    ADD CONSTRAINT programmes_certificate_code_key UNIQUE (code);

ALTER TABLE ONLY programmes_certificate
    ADD CONSTRAINT programmes_certificate_number_key UNIQUE (number);

ALTER TABLE ONLY programmes_certificate
    ADD CONSTRAINT programmes_certificate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_commendation
    ADD CONSTRAINT programmes_commendation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_conditioncheck
    ADD CONSTRAINT programmes_conditioncheck_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_confirmationlink
    ADD CONSTRAINT programmes_confirmationlink_digest_key UNIQUE (digest);

ALTER TABLE ONLY programmes_confirmationlink
    ADD CONSTRAINT programmes_confirmationlink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_confirmationslip
    ADD CONSTRAINT programmes_confirmationslip_code_key UNIQUE (code);

ALTER TABLE ONLY programmes_confirmationslip
    ADD CONSTRAINT programmes_confirmationslip_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_firmowner
    ADD CONSTRAINT programmes_firmowner_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_historicalagreement
    ADD CONSTRAINT programmes_historicalagreement_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY programmes_historicalapplication
    ADD CONSTRAINT programmes_historicalapplication_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY programmes_historicalaward
    ADD CONSTRAINT programmes_historicalaward_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY programmes_historicalcertificate
    ADD CONSTRAINT programmes_historicalcertificate_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY programmes_historicalposting
    ADD CONSTRAINT programmes_historicalposting_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY programmes_historicalpostingcall
    ADD CONSTRAINT programmes_historicalpostingcall_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY programmes_historicalpostingneed
    ADD CONSTRAINT programmes_historicalpostingneed_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY programmes_historicalprogramme
    ADD CONSTRAINT programmes_historicalprogramme_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY programmes_historicalround
    ADD CONSTRAINT programmes_historicalround_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY programmes_historicalservicerules
    ADD CONSTRAINT programmes_historicalservicerules_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY programmes_historicalstation
    ADD CONSTRAINT programmes_historicalstation_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY programmes_historicalworklog
    ADD CONSTRAINT programmes_historicalworklog_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY programmes_historicalyield
    ADD CONSTRAINT programmes_historicalyield_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY programmes_hostcontact
    ADD CONSTRAINT programmes_hostcontact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_lateallowance
    ADD CONSTRAINT programmes_lateallowance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_ledgerentry
    ADD CONSTRAINT programmes_ledgerentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_ledgerentry
    ADD CONSTRAINT programmes_ledgerentry_reverses_id_key UNIQUE (reverses_id);

ALTER TABLE ONLY programmes_meeting
    ADD CONSTRAINT programmes_meeting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_meeting
    ADD CONSTRAINT programmes_meeting_round_id_key UNIQUE (round_id);

ALTER TABLE ONLY programmes_objection
    ADD CONSTRAINT programmes_objection_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_objection
    ADD CONSTRAINT programmes_objection_submission_key UNIQUE (submission);

ALTER TABLE ONLY programmes_posting
    ADD CONSTRAINT programmes_posting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_postingcall
    ADD CONSTRAINT programmes_postingcall_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_postingcall
    ADD CONSTRAINT programmes_postingcall_round_id_key UNIQUE (round_id);

ALTER TABLE ONLY programmes_postingneed
    ADD CONSTRAINT programmes_postingneed_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_postingpair
    ADD CONSTRAINT programmes_postingpair_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_postingperson
    ADD CONSTRAINT programmes_postingperson_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_postingplan
    ADD CONSTRAINT programmes_postingplan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_printpart
    ADD CONSTRAINT programmes_printpart_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_printrun
    ADD CONSTRAINT programmes_printrun_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_programme
    ADD CONSTRAINT programmes_programme_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_programmetext
    ADD CONSTRAINT programmes_programmetext_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_publicnotice
    ADD CONSTRAINT programmes_publicnotice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_publicnotice
    ADD CONSTRAINT programmes_publicnotice_round_id_key UNIQUE (round_id);

ALTER TABLE ONLY programmes_recognition
    ADD CONSTRAINT programmes_recognition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_recommendingunit
    ADD CONSTRAINT programmes_recommendingunit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_recusal
    ADD CONSTRAINT programmes_recusal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_review
    ADD CONSTRAINT programmes_review_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_reviewpanel
    ADD CONSTRAINT programmes_reviewpanel_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_reviewpanel
    ADD CONSTRAINT programmes_reviewpanel_round_id_key UNIQUE (round_id);

ALTER TABLE ONLY programmes_round
    ADD CONSTRAINT programmes_round_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_roundreviewer
    ADD CONSTRAINT programmes_roundreviewer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_servicerules
    ADD CONSTRAINT programmes_servicerules_call_id_key UNIQUE (call_id);

ALTER TABLE ONLY programmes_servicerules
    ADD CONSTRAINT programmes_servicerules_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_signingmeeting
    ADD CONSTRAINT programmes_signingmeeting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_station
    ADD CONSTRAINT programmes_station_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_stationactivity
    ADD CONSTRAINT programmes_stationactivity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_stationexpert
    ADD CONSTRAINT programmes_stationexpert_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_stationpatent
    ADD CONSTRAINT programmes_stationpatent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_stationpresence
    ADD CONSTRAINT programmes_stationpresence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_stationproject
    ADD CONSTRAINT programmes_stationproject_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_stationreport
    ADD CONSTRAINT programmes_stationreport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_workday
    ADD CONSTRAINT programmes_workday_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_worklog
    ADD CONSTRAINT programmes_worklog_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_worklogphoto
    ADD CONSTRAINT programmes_worklogphoto_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_worklogposition
    ADD CONSTRAINT programmes_worklogposition_log_id_key UNIQUE (log_id);

ALTER TABLE ONLY programmes_worklogposition
    ADD CONSTRAINT programmes_worklogposition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_yield
    ADD CONSTRAINT programmes_yield_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_yieldevidence
    ADD CONSTRAINT programmes_yieldevidence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_yieldshare
    ADD CONSTRAINT programmes_yieldshare_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_recognition
    ADD CONSTRAINT recognition_once UNIQUE (round_id, document);

ALTER TABLE ONLY programmes_recommendingunit
    ADD CONSTRAINT recommending_unit_area_once UNIQUE (round_id, area_id);

ALTER TABLE ONLY programmes_recommendingunit
    ADD CONSTRAINT recommending_unit_organisation_once UNIQUE (round_id, organisation_id);

ALTER TABLE ONLY programmes_recusal
    ADD CONSTRAINT recusal_once UNIQUE (round_id, account_id, organisation_id);

ALTER TABLE ONLY demands_externalreference
    ADD CONSTRAINT reference_demand_once UNIQUE (system_id, demand_id);

ALTER TABLE ONLY registry_accessrequest
    ADD CONSTRAINT registry_accessrequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_achievement
    ADD CONSTRAINT registry_achievement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_affiliation
    ADD CONSTRAINT registry_affiliation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_area
    ADD CONSTRAINT registry_area_code_key UNIQUE (code);

ALTER TABLE ONLY registry_area
    ADD CONSTRAINT registry_area_path_key UNIQUE (path);

ALTER TABLE ONLY registry_area
    ADD CONSTRAINT registry_area_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_attachment
    ADD CONSTRAINT registry_attachment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_carrier
    ADD CONSTRAINT registry_carrier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_carriermember
    ADD CONSTRAINT registry_carriermember_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_comment
    ADD CONSTRAINT registry_comment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_consent
    ADD CONSTRAINT registry_consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_contacthold
    ADD CONSTRAINT registry_contacthold_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_contacthold
    ADD CONSTRAINT registry_contacthold_request_id_key UNIQUE (request_id);

ALTER TABLE ONLY registry_duplicatepair
    ADD CONSTRAINT registry_duplicatepair_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_formername
    ADD CONSTRAINT registry_formername_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_historicalachievement
    ADD CONSTRAINT registry_historicalachievement_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY registry_historicalcarrier
    ADD CONSTRAINT registry_historicalcarrier_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY registry_historicalorganisation
    ADD CONSTRAINT registry_historicalorganisation_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY registry_historicalperson
    ADD CONSTRAINT registry_historicalperson_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY registry_historicalservice
    ADD CONSTRAINT registry_historicalservice_pkey PRIMARY KEY (history_id);

ALTER TABLE ONLY registry_merge
    ADD CONSTRAINT registry_merge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_organisation
    ADD CONSTRAINT registry_organisation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_organisation
    ADD CONSTRAINT registry_organisation_uscc_key UNIQUE (uscc);

ALTER TABLE ONLY registry_organisationtag
    ADD CONSTRAINT registry_organisationtag_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_person
    ADD CONSTRAINT registry_person_account_id_key UNIQUE (account_id);

ALTER TABLE ONLY registry_person
    ADD CONSTRAINT registry_person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_personalrequest
    ADD CONSTRAINT registry_personalrequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_persontitle
    ADD CONSTRAINT registry_persontitle_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_restriction
    ADD CONSTRAINT registry_restriction_person_id_key UNIQUE (person_id);

ALTER TABLE ONLY registry_restriction
    ADD CONSTRAINT registry_restriction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_savedview
    ADD CONSTRAINT registry_savedview_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_service
    ADD CONSTRAINT registry_service_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_trlevidence
    ADD CONSTRAINT registry_trlevidence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY registry_work
    ADD CONSTRAINT registry_work_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programmes_review
    ADD CONSTRAINT review_once UNIQUE (application_id, reviewer_id);

ALTER TABLE ONLY programmes_round
    ADD CONSTRAINT round_once UNIQUE (programme_id, name);

ALTER TABLE ONLY programmes_roundreviewer
    ADD CONSTRAINT round_reviewer_once UNIQUE (panel_id, account_id);

ALTER TABLE ONLY registry_savedview
    ADD CONSTRAINT saved_view_once UNIQUE (user_id, register, name);

ALTER TABLE ONLY search_embeddingchoice
    ADD CONSTRAINT search_embeddingchoice_job_id_key UNIQUE (job_id);

ALTER TABLE ONLY search_embeddingchoice
    ADD CONSTRAINT search_embeddingchoice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY accounts_undertakingsignature
    ADD CONSTRAINT undertaking_signed_once UNIQUE (user_id, undertaking_id);

ALTER TABLE ONLY messaging_wording
    ADD CONSTRAINT wording_version_once UNIQUE (kind, language, number);

ALTER TABLE ONLY programmes_workday
    ADD CONSTRAINT work_day_once UNIQUE (account_id, day);

ALTER TABLE ONLY programmes_worklogphoto
    ADD CONSTRAINT work_log_photo_once UNIQUE (log_id, sha256);

ALTER TABLE ONLY programmes_yieldshare
    ADD CONSTRAINT yield_share_once UNIQUE (service_yield_id, posting_id);

CREATE INDEX access_request_asker ON registry_accessrequest USING btree (asker_id, state, expires_on);

CREATE UNIQUE INDEX access_request_living_once ON registry_accessrequest USING btree (register, record, asker_id) WHERE ((state)::text = ANY ((ARRAY['asked'::character varying, 'granted'::character varying])::text[]));

CREATE INDEX access_request_waiting ON registry_accessrequest USING btree (state, asked_at);

CREATE INDEX account_emailaddress_email_03be32b2 ON account_emailaddress USING btree (email);

CREATE INDEX account_emailaddress_email_03be32b2_like ON account_emailaddress USING btree (email varchar_pattern_ops);

CREATE INDEX account_emailaddress_user_id_2c513194 ON account_emailaddress USING btree (user_id);

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON account_emailconfirmation USING btree (email_address_id);

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON account_emailconfirmation USING btree (key varchar_pattern_ops);

CREATE INDEX accounts_apitoken_digest_63ccb187_like ON accounts_apitoken USING btree (digest varchar_pattern_ops);

CREATE INDEX accounts_apitoken_prefix_8b81ac32_like ON accounts_apitoken USING btree (prefix varchar_pattern_ops);

CREATE INDEX accounts_apitoken_user_id_bbee13e0 ON accounts_apitoken USING btree (user_id);

CREATE INDEX accounts_department_key_e878c627_like ON accounts_department USING btree (key varchar_pattern_ops);

CREATE INDEX accounts_historicaldepartment_history_date_ca0927c7 ON accounts_historicaldepartment USING btree (history_date);

CREATE INDEX accounts_historicaldepartment_history_user_id_e8623ce4 ON accounts_historicaldepartment USING btree (history_user_id);

CREATE INDEX accounts_historicaldepartment_id_ca178fc0 ON accounts_historicaldepartment USING btree (id);

CREATE INDEX accounts_historicaldepartment_key_a06db55c ON accounts_historicaldepartment USING btree (key);

CREATE INDEX accounts_historicaldepartment_key_a06db55c_like ON accounts_historicaldepartment USING btree (key varchar_pattern_ops);

CREATE INDEX accounts_loginlock_last_at_afdee587 ON accounts_loginlock USING btree (last_at);

CREATE INDEX accounts_loginlock_name_b514a1fb_like ON accounts_loginlock USING btree (name varchar_pattern_ops);

CREATE INDEX accounts_membership_area_id_c4f29ba0 ON accounts_membership USING btree (area_id);

CREATE INDEX accounts_membership_department_id_42e4d78d ON accounts_membership USING btree (department_id);

CREATE INDEX accounts_membership_granted_by_id_ad86be22 ON accounts_membership USING btree (granted_by_id);

CREATE INDEX accounts_membership_organisation_id_98e5c22b ON accounts_membership USING btree (organisation_id);

CREATE INDEX accounts_membership_user_id_487fb39e ON accounts_membership USING btree (user_id);

CREATE INDEX accounts_pastpassword_user_id_054326c8 ON accounts_pastpassword USING btree (user_id);

CREATE INDEX accounts_undertaking_published_by_id_4e00911f ON accounts_undertaking USING btree (published_by_id);

CREATE INDEX accounts_undertakingsignature_undertaking_id_7793983c ON accounts_undertakingsignature USING btree (undertaking_id);

CREATE INDEX accounts_undertakingsignature_user_id_57e80bda ON accounts_undertakingsignature USING btree (user_id);

CREATE INDEX accounts_user_mobile_68a76a25_like ON accounts_user USING btree (mobile varchar_pattern_ops);

CREATE INDEX accounts_user_username_6088629e_like ON accounts_user USING btree (username varchar_pattern_ops);

CREATE INDEX achievement_figures ON registry_achievement USING btree (archived_at, area_id, zone_id, field, created_at);

CREATE INDEX achievement_kinds ON registry_achievement USING btree (kind, id, area_id, zone_id, organisation_id, disclosure, archived_at) WHERE (archived_at IS NULL);

CREATE INDEX achievement_levels ON registry_achievement USING btree (trl, id, area_id, zone_id, organisation_id, disclosure, archived_at) WHERE (archived_at IS NULL);

CREATE INDEX achievement_list ON registry_achievement USING btree (updated_at DESC, id DESC, area_id, zone_id, organisation_id, disclosure, archived_at, kind, stage, field, trl, industry, created_at) WHERE (archived_at IS NULL);

CREATE INDEX achievement_names ON registry_achievement USING btree (organisation_name, id, area_id, zone_id, organisation_id, disclosure, archived_at) WHERE (archived_at IS NULL);

CREATE INDEX achievement_owner_name ON registry_achievement USING btree (organisation_name);

CREATE INDEX achievement_owners ON registry_achievement USING btree (archived_at, organisation_id, area_id, zone_id);

CREATE INDEX achievement_scope ON registry_achievement USING btree (archived_at, disclosure, area_id, zone_id, organisation_id);

CREATE INDEX achievement_silent ON registry_achievement USING btree (archived_at, area_id, zone_id, organisation_id, disclosure) WHERE ((body = ''::text) AND (body_en = ''::text) AND ((keywords)::text = ''::text));

CREATE INDEX achievement_summaries ON registry_achievement USING btree (updated_at DESC, id DESC) WHERE ((archived_at IS NULL) AND (NOT (public_summary = ''::text)));

CREATE INDEX achievement_title ON registry_achievement USING btree (title varchar_pattern_ops);

CREATE INDEX achievement_titles ON registry_achievement USING btree (title, id, area_id, zone_id, organisation_id, disclosure, archived_at) WHERE (archived_at IS NULL);

CREATE INDEX achievement_zones ON registry_achievement USING btree (zone_id, area_id) WHERE (zone_id IS NOT NULL);

CREATE UNIQUE INDEX agreement_one_being_signed ON programmes_agreement USING btree (posting_id) WHERE ((state)::text = ANY ((ARRAY['draft'::character varying, 'signed'::character varying])::text[]));

CREATE UNIQUE INDEX agreement_template_once ON programmes_agreementtemplate USING btree (area_id, name) WHERE (archived_at IS NULL);

CREATE INDEX application_list ON programmes_application USING btree (changed_at DESC, id DESC);

CREATE UNIQUE INDEX application_paper_once ON programmes_applicationpaper USING btree (application_id, key) WHERE (replaced_at IS NULL);

CREATE UNIQUE INDEX application_person_once ON programmes_application USING btree (round_id, person_id) WHERE ((state)::text = ANY ((ARRAY['approved'::character varying, 'draft'::character varying, 'examined'::character varying, 'objection'::character varying, 'publicity'::character varying, 'recognised'::character varying, 'recommended'::character varying, 'returned'::character varying, 'submitted'::character varying])::text[]));

CREATE INDEX application_round ON programmes_application USING btree (round_id, state, unit_id);

CREATE INDEX application_scope ON programmes_application USING btree (unit_id, submitted_at, round_id, state, recommended_at);

CREATE INDEX attachment_of_record ON registry_attachment USING btree (register, record);

CREATE INDEX audit_deeds ON common_auditevent USING btree (verb, target_type, at, target_id);

CREATE INDEX audit_target ON common_auditevent USING btree (target_type, target_id);

CREATE INDEX auth_group_name_a6ea08ec_like ON auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON auth_permission USING btree (content_type_id);

CREATE INDEX award_list ON programmes_award USING btree (year DESC, title, id, area_id, zone_id, organisation_id, disclosure, archived_at, level, winner_kind) WHERE (archived_at IS NULL);

CREATE INDEX award_scope ON programmes_award USING btree (archived_at, disclosure, area_id, zone_id, organisation_id, id);

CREATE UNIQUE INDEX bid_chosen_once ON demands_bid USING btree (challenge_id) WHERE ((state)::text = 'chosen'::text);

CREATE INDEX breach_of ON demands_breach USING btree (organisation_id, "on" DESC);

CREATE UNIQUE INDEX breach_once ON demands_breach USING btree (challenge_id, organisation_id) WHERE (undone_at IS NULL);

CREATE INDEX candidate_best ON matching_candidate USING btree (run_id, direction, rank, level, score, demand_id) WHERE (rank = 1);

CREATE INDEX candidate_by_demand ON matching_candidate USING btree (demand_id, direction, rank);

CREATE INDEX candidate_by_supply ON matching_candidate USING btree (kind, supply, direction, rank);

CREATE INDEX candidate_new ON matching_candidate USING btree (run_id, direction, demand_id) WHERE is_new;

CREATE INDEX carrier_list ON registry_carrier USING btree (archived_at, title);

CREATE INDEX case_event_course ON demands_caseevent USING btree (demand_id, at);

CREATE INDEX clock_due ON demands_demandclock USING btree (due_at, demand_id, paused_at, told, kind) WHERE (ended_at IS NULL);

CREATE INDEX clock_entry_log ON demands_clockentry USING btree (demand_id, at);

CREATE INDEX clock_handler ON demands_demandclock USING btree (handler_id, due_at) WHERE ((ended_at IS NULL) AND (paused_at IS NULL));

CREATE INDEX clock_next ON demands_demandclock USING btree (next_at, id) WHERE (next_at IS NOT NULL);

CREATE INDEX clock_paused ON demands_demandclock USING btree (paused_at, demand_id, kind) WHERE ((ended_at IS NULL) AND (paused_at IS NOT NULL));

CREATE UNIQUE INDEX clock_policy_of_area ON demands_clockpolicy USING btree (area_id, kind) WHERE ((area_id IS NOT NULL) AND (ended_at IS NULL));

CREATE UNIQUE INDEX clock_policy_of_everywhere ON demands_clockpolicy USING btree (kind) WHERE ((area_id IS NULL) AND (ended_at IS NULL));

CREATE INDEX clock_proposed ON demands_demandclock USING btree (due_at, demand_id) WHERE ((ended_at IS NULL) AND (told >= 3));

CREATE UNIQUE INDEX clock_runs_once ON demands_demandclock USING btree (demand_id, kind) WHERE (ended_at IS NULL);

CREATE INDEX comment_of_record ON registry_comment USING btree (register, record);

CREATE INDEX common_auditevent_actor_id_fe14407e ON common_auditevent USING btree (actor_id);

CREATE INDEX common_auditevent_at_fb6206f9 ON common_auditevent USING btree (at);

CREATE INDEX common_auditevent_verb_f2a504be ON common_auditevent USING btree (verb);

CREATE INDEX common_auditevent_verb_f2a504be_like ON common_auditevent USING btree (verb varchar_pattern_ops);

CREATE INDEX common_auditseal_digest_52ca5c4a_like ON common_auditseal USING btree (digest varchar_pattern_ops);

CREATE INDEX common_auditseal_previous_f898eeb1_like ON common_auditseal USING btree (previous varchar_pattern_ops);

CREATE INDEX common_importbatch_area_id_63655d68 ON common_importbatch USING btree (area_id);

CREATE INDEX common_importbatch_by_id_5588440d ON common_importbatch USING btree (by_id);

CREATE INDEX common_importbatch_job_id_edf89524 ON common_importbatch USING btree (job_id);

CREATE INDEX common_importrow_batch_id_99f2c17e ON common_importrow USING btree (batch_id);

CREATE INDEX common_job_by_id_5ea9afb4 ON common_job USING btree (by_id);

CREATE INDEX common_job_key_e701e54c_like ON common_job USING btree (key varchar_pattern_ops);

CREATE INDEX common_job_kind_6ac87d5b ON common_job USING btree (kind);

CREATE INDEX common_job_kind_6ac87d5b_like ON common_job USING btree (kind varchar_pattern_ops);

CREATE UNIQUE INDEX common_member_of_one ON demands_commonmember USING btree (demand_id) WHERE ((state)::text = 'member'::text);

CREATE INDEX common_personaldataread_at_ce2cd631 ON common_personaldataread USING btree (at);

CREATE INDEX common_personaldataread_reader_id_975d7970 ON common_personaldataread USING btree (reader_id);

CREATE INDEX common_problem_list ON demands_commonproblem USING btree (changed_at DESC, id DESC);

CREATE INDEX common_problem_solved ON demands_commonproblem USING btree (state, solved_on);

CREATE INDEX common_sitelogo_digest_62a540b7_like ON common_sitelogo USING btree (digest varchar_pattern_ops);

CREATE INDEX common_sitesettings_logo_id_960dfb8d ON common_sitesettings USING btree (logo_id);

CREATE INDEX common_sitesettings_saved_by_id_59e18dac ON common_sitesettings USING btree (saved_by_id);

CREATE UNIQUE INDEX consent_standing_once ON registry_consent USING btree (user_id, purpose) WHERE (withdrawn_at IS NULL);

CREATE INDEX delivery_gathered ON messaging_delivery USING btree (at) WHERE ((state)::text = 'gathered'::text);

CREATE INDEX demand_beginnings ON demands_demand USING btree (state, created_at, id, area_id, zone_id, organisation_id, disclosure, archived_at) WHERE (archived_at IS NULL);

CREATE INDEX demand_budgets ON demands_demand USING btree (budget_from, id, area_id, zone_id, organisation_id, disclosure, archived_at, state) WHERE (archived_at IS NULL);

CREATE INDEX demand_deadlines ON demands_demand USING btree (clock_due_on, id, area_id, zone_id, organisation_id, disclosure, archived_at, state) WHERE (archived_at IS NULL);

CREATE INDEX demand_figures ON demands_demand USING btree (archived_at, area_id, zone_id, state, field);

CREATE INDEX demand_handlers ON demands_demand USING btree (handler_id, state, updated_at, id) WHERE ((archived_at IS NULL) AND (handler_id IS NOT NULL));

CREATE INDEX demand_industries ON demands_demand USING btree (archived_at, industry, area_id, zone_id);

CREATE INDEX demand_kinds ON demands_demand USING btree (archived_at, kind, source, area_id, zone_id, created_at);

CREATE INDEX demand_last_deadlines ON demands_demand USING btree (clock_due_on DESC NULLS LAST, id, area_id, zone_id, organisation_id, disclosure, archived_at, state) WHERE (archived_at IS NULL);

CREATE INDEX demand_level ON demands_demand USING btree (level);

CREATE INDEX demand_levels ON demands_demand USING btree (level, updated_at) WHERE ((archived_at IS NULL) AND (NOT ((level)::text = 'county'::text)));

CREATE INDEX demand_list ON demands_demand USING btree (updated_at DESC, id DESC, area_id, zone_id, organisation_id, disclosure, archived_at, state, kind, field, source, mode, industry, found_on, created_at) WHERE (archived_at IS NULL);

CREATE INDEX demand_months ON demands_demand USING btree (archived_at, found_on, created_at, area_id, zone_id);

CREATE INDEX demand_names ON demands_demand USING btree (organisation_name, id, area_id, zone_id, organisation_id, disclosure, archived_at, state) WHERE (archived_at IS NULL);

CREATE INDEX demand_owner_name ON demands_demand USING btree (organisation_name);

CREATE INDEX demand_owners ON demands_demand USING btree (archived_at, organisation_id, area_id, zone_id);

CREATE INDEX demand_scope ON demands_demand USING btree (archived_at, disclosure, state, area_id, zone_id, organisation_id, id);

CREATE INDEX demand_silent ON demands_demand USING btree (archived_at, area_id, zone_id, organisation_id, disclosure) WHERE ((body = ''::text) AND (body_en = ''::text) AND ((keywords)::text = ''::text) AND (targets = ''::text));

CREATE INDEX demand_states ON demands_demand USING btree (state, updated_at, id, area_id, zone_id, organisation_id, disclosure, archived_at) WHERE (archived_at IS NULL);

CREATE INDEX demand_summaries ON demands_demand USING btree (updated_at DESC, id DESC) WHERE ((archived_at IS NULL) AND (NOT (public_summary = ''::text)));

CREATE INDEX demand_title ON demands_demand USING btree (title varchar_pattern_ops);

CREATE INDEX demand_titles ON demands_demand USING btree (title, id, area_id, zone_id, organisation_id, disclosure, archived_at, state) WHERE (archived_at IS NULL);

CREATE INDEX demand_turns ON demands_demand USING btree (state, waiting, area_id, zone_id, organisation_id, disclosure, archived_at, id) WHERE (archived_at IS NULL);

CREATE INDEX demand_waiting ON demands_demand USING btree (waiting, updated_at) WHERE ((archived_at IS NULL) AND (NOT ((waiting)::text = ''::text)));

CREATE INDEX demand_zones ON demands_demand USING btree (zone_id, area_id) WHERE (zone_id IS NOT NULL);

CREATE INDEX demands_bid_by_id_20d34c90 ON demands_bid USING btree (by_id);

CREATE INDEX demands_bid_challenge_id_df7b9f9c ON demands_bid USING btree (challenge_id);

CREATE INDEX demands_bid_organisation_id_c811b685 ON demands_bid USING btree (organisation_id);

CREATE INDEX demands_breach_by_id_932d8871 ON demands_breach USING btree (by_id);

CREATE INDEX demands_breach_challenge_id_a01c3a3e ON demands_breach USING btree (challenge_id);

CREATE INDEX demands_breach_organisation_id_ce52214e ON demands_breach USING btree (organisation_id);

CREATE INDEX demands_breach_undone_by_id_871155ce ON demands_breach USING btree (undone_by_id);

CREATE INDEX demands_caseevent_by_id_ff3bd5d8 ON demands_caseevent USING btree (by_id);

CREATE INDEX demands_caseevent_demand_id_9020c207 ON demands_caseevent USING btree (demand_id);

CREATE INDEX demands_caseevent_handler_id_1a131d9b ON demands_caseevent USING btree (handler_id);

CREATE INDEX demands_challenge_by_id_0b19e513 ON demands_challenge USING btree (by_id);

CREATE INDEX demands_challenge_state_17b4073d ON demands_challenge USING btree (state);

CREATE INDEX demands_challenge_state_17b4073d_like ON demands_challenge USING btree (state varchar_pattern_ops);

CREATE INDEX demands_challengerules_area_id_8c1eb5ab ON demands_challengerules USING btree (area_id);

CREATE INDEX demands_challengerules_by_id_805668e2 ON demands_challengerules USING btree (by_id);

CREATE INDEX demands_clockentry_by_id_f780c962 ON demands_clockentry USING btree (by_id);

CREATE INDEX demands_clockentry_demand_id_9c421750 ON demands_clockentry USING btree (demand_id);

CREATE INDEX demands_clockpolicy_area_id_b95684b9 ON demands_clockpolicy USING btree (area_id);

CREATE INDEX demands_clockpolicy_department_id_232b92cb ON demands_clockpolicy USING btree (department_id);

CREATE INDEX demands_clockpolicy_head_id_b83911ec ON demands_clockpolicy USING btree (head_id);

CREATE INDEX demands_clockpolicy_made_by_id_d69eec03 ON demands_clockpolicy USING btree (made_by_id);

CREATE INDEX demands_commonevent_by_id_19ce5882 ON demands_commonevent USING btree (by_id);

CREATE INDEX demands_commonevent_problem_id_68d18190 ON demands_commonevent USING btree (problem_id);

CREATE INDEX demands_commonmember_by_id_3505c9aa ON demands_commonmember USING btree (by_id);

CREATE INDEX demands_commonmember_demand_id_87b05059 ON demands_commonmember USING btree (demand_id);

CREATE INDEX demands_commonmember_problem_id_889e9a2a ON demands_commonmember USING btree (problem_id);

CREATE INDEX demands_commonproblem_area_id_879b3917 ON demands_commonproblem USING btree (area_id);

CREATE INDEX demands_commonproblem_by_id_55650306 ON demands_commonproblem USING btree (by_id);

CREATE INDEX demands_commonproblem_merged_into_id_acc77223 ON demands_commonproblem USING btree (merged_into_id);

CREATE INDEX demands_commonproblem_state_bf1108af ON demands_commonproblem USING btree (state);

CREATE INDEX demands_commonproblem_state_bf1108af_like ON demands_commonproblem USING btree (state varchar_pattern_ops);

CREATE INDEX demands_commonsolution_achievement_id_14a5b2de ON demands_commonsolution USING btree (achievement_id);

CREATE INDEX demands_commonsolution_by_id_123e10fa ON demands_commonsolution USING btree (by_id);

CREATE INDEX demands_commonsolution_contract_id_9726089b ON demands_commonsolution USING btree (contract_id);

CREATE INDEX demands_contract_demand_id_2631b2a5 ON demands_contract USING btree (demand_id);

CREATE INDEX demands_contract_organisation_id_bbc665a0 ON demands_contract USING btree (organisation_id);

CREATE INDEX demands_demand_area_id_0d392563 ON demands_demand USING btree (area_id);

CREATE INDEX demands_demand_department_id_880cc175 ON demands_demand USING btree (department_id);

CREATE INDEX demands_demand_handler_id_44d73a9b ON demands_demand USING btree (handler_id);

CREATE INDEX demands_demand_organisation_id_f0cc1e57 ON demands_demand USING btree (organisation_id);

CREATE INDEX demands_demand_zone_id_a8eceb94 ON demands_demand USING btree (zone_id);

CREATE INDEX demands_demandclock_demand_id_58348947 ON demands_demandclock USING btree (demand_id);

CREATE INDEX demands_demandclock_handler_id_07056dc7 ON demands_demandclock USING btree (handler_id);

CREATE INDEX demands_demandclock_policy_id_627d002f ON demands_demandclock USING btree (policy_id);

CREATE INDEX demands_demandcontact_by_id_bd57b0e6 ON demands_demandcontact USING btree (by_id);

CREATE INDEX demands_demandcontact_demand_id_c3e33f58 ON demands_demandcontact USING btree (demand_id);

CREATE INDEX demands_evidence_demand_id_087f71a6 ON demands_evidence USING btree (demand_id);

CREATE INDEX demands_exchangecolumn_system_id_3fef2b7b ON demands_exchangecolumn USING btree (system_id);

CREATE INDEX demands_exchangerow_demand_id_58609de2 ON demands_exchangerow USING btree (demand_id);

CREATE INDEX demands_exchangerow_run_id_7f57f3d2 ON demands_exchangerow USING btree (run_id);

CREATE INDEX demands_exchangerun_area_id_0143f836 ON demands_exchangerun USING btree (area_id);

CREATE INDEX demands_exchangerun_by_id_dcbb6281 ON demands_exchangerun USING btree (by_id);

CREATE INDEX demands_exchangerun_job_id_8ff1a3af ON demands_exchangerun USING btree (job_id);

CREATE INDEX demands_exchangerun_system_id_338a613f ON demands_exchangerun USING btree (system_id);

CREATE INDEX demands_externalreference_demand_id_8f72804e ON demands_externalreference USING btree (demand_id);

CREATE INDEX demands_externalreference_evidence_id_36b50627 ON demands_externalreference USING btree (evidence_id);

CREATE INDEX demands_externalreference_system_id_2e9fdec6 ON demands_externalreference USING btree (system_id);

CREATE INDEX demands_externalsystem_code_576028db_like ON demands_externalsystem USING btree (code varchar_pattern_ops);

CREATE INDEX demands_filing_account_id_c7706190 ON demands_filing USING btree (account_id);

CREATE INDEX demands_filing_area_id_05b691ac ON demands_filing USING btree (area_id);

CREATE INDEX demands_filing_decided_by_id_3da55804 ON demands_filing USING btree (decided_by_id);

CREATE INDEX demands_filing_demand_id_7388a701 ON demands_filing USING btree (demand_id);

CREATE INDEX demands_filing_digest_ef74f5a7_like ON demands_filing USING btree (digest varchar_pattern_ops);

CREATE INDEX demands_filing_number_6f001f96_like ON demands_filing USING btree (number varchar_pattern_ops);

CREATE INDEX demands_filing_organisation_id_efd87f20 ON demands_filing USING btree (organisation_id);

CREATE INDEX demands_filing_state_07ce3766 ON demands_filing USING btree (state);

CREATE INDEX demands_filing_state_07ce3766_like ON demands_filing USING btree (state varchar_pattern_ops);

CREATE INDEX demands_filing_submission_33f7e4ab_like ON demands_filing USING btree (submission varchar_pattern_ops);

CREATE INDEX demands_filing_zone_id_b6dbb7b2 ON demands_filing USING btree (zone_id);

CREATE INDEX demands_historicaldemand_area_id_f5acd4e6 ON demands_historicaldemand USING btree (area_id);

CREATE INDEX demands_historicaldemand_department_id_d8d9b695 ON demands_historicaldemand USING btree (department_id);

CREATE INDEX demands_historicaldemand_handler_id_c56cb1b2 ON demands_historicaldemand USING btree (handler_id);

CREATE INDEX demands_historicaldemand_history_date_61e7ba17 ON demands_historicaldemand USING btree (history_date);

CREATE INDEX demands_historicaldemand_history_user_id_79cd2cf4 ON demands_historicaldemand USING btree (history_user_id);

CREATE INDEX demands_historicaldemand_id_c8fb858d ON demands_historicaldemand USING btree (id);

CREATE INDEX demands_historicaldemand_organisation_id_c186b065 ON demands_historicaldemand USING btree (organisation_id);

CREATE INDEX demands_historicaldemand_zone_id_5686b549 ON demands_historicaldemand USING btree (zone_id);

CREATE INDEX demands_historicalvisit_area_id_1bda9149 ON demands_historicalvisit USING btree (area_id);

CREATE INDEX demands_historicalvisit_demand_id_5aa092c9 ON demands_historicalvisit USING btree (demand_id);

CREATE INDEX demands_historicalvisit_history_date_29fbacf3 ON demands_historicalvisit USING btree (history_date);

CREATE INDEX demands_historicalvisit_history_user_id_82a73ce1 ON demands_historicalvisit USING btree (history_user_id);

CREATE INDEX demands_historicalvisit_id_3ca72c10 ON demands_historicalvisit USING btree (id);

CREATE INDEX demands_historicalvisit_organisation_id_00c2de81 ON demands_historicalvisit USING btree (organisation_id);

CREATE INDEX demands_historicalvisit_visitor_id_f78bed33 ON demands_historicalvisit USING btree (visitor_id);

CREATE INDEX demands_historicalvisit_zone_id_c9dc0f72 ON demands_historicalvisit USING btree (zone_id);

CREATE INDEX demands_milestone_demand_id_6d3b68bf ON demands_milestone USING btree (demand_id);

CREATE INDEX demands_rating_by_id_23d11ba8 ON demands_rating USING btree (by_id);

CREATE INDEX demands_supervision_by_id_42be7076 ON demands_supervision USING btree (by_id);

CREATE INDEX demands_supervision_demand_id_32cb9780 ON demands_supervision USING btree (demand_id);

CREATE INDEX demands_supervision_lifted_by_id_b5d3dbb9 ON demands_supervision USING btree (lifted_by_id);

CREATE INDEX demands_visit_area_id_8eb94ede ON demands_visit USING btree (area_id);

CREATE INDEX demands_visit_demand_id_836e21f2 ON demands_visit USING btree (demand_id);

CREATE INDEX demands_visit_organisation_id_1030a21e ON demands_visit USING btree (organisation_id);

CREATE INDEX demands_visit_visitor_id_18bf1e5f ON demands_visit USING btree (visitor_id);

CREATE INDEX demands_visit_zone_id_213ded72 ON demands_visit USING btree (zone_id);

CREATE INDEX demands_visitposition_account_id_f8b0a869 ON demands_visitposition USING btree (account_id);

CREATE INDEX demands_visitposition_noted_at_d7820f22 ON demands_visitposition USING btree (noted_at);

CREATE INDEX django_q_task_id_32882367_like ON django_q_task USING btree (id varchar_pattern_ops);

CREATE INDEX django_session_expire_date_a5c62663 ON django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX duplicate_pair_list ON registry_duplicatepair USING btree (state, likeness DESC);

CREATE INDEX duplicate_pair_second ON registry_duplicatepair USING btree (register, second);

CREATE UNIQUE INDEX embedding_choice_used_once ON search_embeddingchoice USING btree (state) WHERE ((state)::text = 'used'::text);

CREATE UNIQUE INDEX embedding_choice_waiting_once ON search_embeddingchoice USING btree (state) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX exchange_row_outcome ON demands_exchangerow USING btree (run_id, outcome, id);

CREATE INDEX filing_firm ON demands_filing USING btree (uscc, kind, state);

CREATE INDEX filing_list ON demands_filing USING btree (created_at DESC, id DESC);

CREATE INDEX filing_waiting ON demands_filing USING btree (state, created_at, area_id);

CREATE UNIQUE INDEX host_contact_account_once ON programmes_hostcontact USING btree (organisation_id, account_id) WHERE (ended_at IS NULL);

CREATE INDEX import_row_outcome ON common_importrow USING btree (batch_id, run, outcome, number);

CREATE INDEX indicators_reporttemplate_by_id_e02dc0f3 ON indicators_reporttemplate USING btree (by_id);

CREATE INDEX indicators_workreport_area_id_37b67ea5 ON indicators_workreport USING btree (area_id);

CREATE INDEX indicators_workreport_by_id_55f34958 ON indicators_workreport USING btree (by_id);

CREATE INDEX indicators_workreport_repeats_id_6f84c33b ON indicators_workreport USING btree (repeats_id);

CREATE INDEX job_state_lease ON common_job USING btree (state, lease_until);

CREATE INDEX ledger_posting ON programmes_ledgerentry USING btree (posting_id, kind, stage);

CREATE UNIQUE INDEX ledger_sent_once ON programmes_ledgerentry USING btree (by_id, submission) WHERE (NOT ((submission)::text = ''::text));

CREATE INDEX list_item_position ON matching_listitem USING btree (list_match_id, side, "position");

CREATE INDEX list_pair_by_demand ON matching_listpair USING btree (demand_id, direction, rank);

CREATE INDEX list_pair_by_supply ON matching_listpair USING btree (supply_id, direction, rank);

CREATE UNIQUE INDEX match_run_current_once ON matching_matchrun USING btree (area_id) WHERE is_current;

CREATE INDEX matching_assignmentplan_area_id_4d721ec4 ON matching_assignmentplan USING btree (area_id);

CREATE INDEX matching_assignmentplan_by_id_451e6cab ON matching_assignmentplan USING btree (by_id);

CREATE INDEX matching_assignmentplan_job_id_4318656c ON matching_assignmentplan USING btree (job_id);

CREATE INDEX matching_assignmentplan_previous_id_355382c2 ON matching_assignmentplan USING btree (previous_id);

CREATE INDEX matching_assignmentplan_run_id_d0d453ab ON matching_assignmentplan USING btree (run_id);

CREATE INDEX matching_candidate_demand_id_f5c494f0 ON matching_candidate USING btree (demand_id);

CREATE INDEX matching_candidate_run_id_8568cd4c ON matching_candidate USING btree (run_id);

CREATE INDEX matching_choice_by_id_00269bf0 ON matching_choice USING btree (by_id);

CREATE INDEX matching_choice_demand_id_69d89de5 ON matching_choice USING btree (demand_id);

CREATE INDEX matching_judgement_by_id_a23bfcf5 ON matching_judgement USING btree (by_id);

CREATE INDEX matching_judgement_demand_id_a229ef75 ON matching_judgement USING btree (demand_id);

CREATE INDEX matching_lexiconentry_updated_by_id_6ae81056 ON matching_lexiconentry USING btree (updated_by_id);

CREATE INDEX matching_lexiconimport_by_id_c6d3edb8 ON matching_lexiconimport USING btree (by_id);

CREATE INDEX matching_lexiconimport_reverted_by_id_2d00ca5b ON matching_lexiconimport USING btree (reverted_by_id);

CREATE INDEX matching_lexiconspelling_entry_id_338fcbf2 ON matching_lexiconspelling USING btree (entry_id);

CREATE INDEX matching_lexiconspelling_spelling_9881935a_like ON matching_lexiconspelling USING btree (spelling varchar_pattern_ops);

CREATE INDEX matching_listfile_list_match_id_f23e2d22 ON matching_listfile USING btree (list_match_id);

CREATE INDEX matching_listitem_list_match_id_52dd3185 ON matching_listitem USING btree (list_match_id);

CREATE INDEX matching_listmatch_job_id_41ecd967 ON matching_listmatch USING btree (job_id);

CREATE INDEX matching_listmatch_owner_id_26e16175 ON matching_listmatch USING btree (owner_id);

CREATE INDEX matching_listpair_demand_id_6b97467d ON matching_listpair USING btree (demand_id);

CREATE INDEX matching_listpair_list_match_id_4c8248a3 ON matching_listpair USING btree (list_match_id);

CREATE INDEX matching_listpair_supply_id_27ef52eb ON matching_listpair USING btree (supply_id);

CREATE INDEX matching_matchrun_area_id_79bbc87c ON matching_matchrun USING btree (area_id);

CREATE INDEX matching_matchrun_by_id_0a5b1f73 ON matching_matchrun USING btree (by_id);

CREATE INDEX matching_matchrun_ranking_model_id_07c737c2 ON matching_matchrun USING btree (ranking_model_id);

CREATE INDEX matching_planconflict_by_id_3a15ca90 ON matching_planconflict USING btree (by_id);

CREATE INDEX matching_planconflict_first_id_b675a1e8 ON matching_planconflict USING btree (first_id);

CREATE INDEX matching_planconflict_plan_id_8c5ebd55 ON matching_planconflict USING btree (plan_id);

CREATE INDEX matching_planconflict_second_id_78adda41 ON matching_planconflict USING btree (second_id);

CREATE INDEX matching_plandemand_demand_id_f2ad57bc ON matching_plandemand USING btree (demand_id);

CREATE INDEX matching_plandemand_plan_id_e11ef1d4 ON matching_plandemand USING btree (plan_id);

CREATE INDEX matching_planpair_demand_id_67a8822c ON matching_planpair USING btree (demand_id);

CREATE INDEX matching_planpair_marked_by_id_8f0a14a5 ON matching_planpair USING btree (marked_by_id);

CREATE INDEX matching_planpair_plan_id_ddd72121 ON matching_planpair USING btree (plan_id);

CREATE INDEX matching_planpair_proposal_id_5af238b5 ON matching_planpair USING btree (proposal_id);

CREATE INDEX matching_planpair_supply_id_66dec7cc ON matching_planpair USING btree (supply_id);

CREATE INDEX matching_plansupply_organisation_id_07bc166c ON matching_plansupply USING btree (organisation_id);

CREATE INDEX matching_plansupply_plan_id_cb5257b9 ON matching_plansupply USING btree (plan_id);

CREATE INDEX matching_proposal_by_id_0d8dec32 ON matching_proposal USING btree (by_id);

CREATE INDEX matching_proposal_demand_id_472de380 ON matching_proposal USING btree (demand_id);

CREATE INDEX matching_proposal_owner_id_24c38bb2 ON matching_proposal USING btree (owner_id);

CREATE INDEX matching_proposal_person_id_ee4f746f ON matching_proposal USING btree (person_id);

CREATE INDEX matching_proposal_ranking_model_id_0d9f4cf3 ON matching_proposal USING btree (ranking_model_id);

CREATE INDEX matching_proposal_state_2737ee9b ON matching_proposal USING btree (state);

CREATE INDEX matching_proposal_state_2737ee9b_like ON matching_proposal USING btree (state varchar_pattern_ops);

CREATE INDEX matching_proposalevent_by_id_d5c206fb ON matching_proposalevent USING btree (by_id);

CREATE INDEX matching_proposalevent_proposal_id_f4290182 ON matching_proposalevent USING btree (proposal_id);

CREATE INDEX matching_proposallink_digest_315ea867_like ON matching_proposallink USING btree (digest varchar_pattern_ops);

CREATE INDEX matching_proposallink_proposal_id_70796edf ON matching_proposallink USING btree (proposal_id);

CREATE INDEX matching_rankingmodel_by_id_921da2c6 ON matching_rankingmodel USING btree (by_id);

CREATE INDEX matching_rankingmodel_decided_by_id_502eda49 ON matching_rankingmodel USING btree (decided_by_id);

CREATE INDEX matching_rankingmodel_state_6570ee5c ON matching_rankingmodel USING btree (state);

CREATE INDEX matching_rankingmodel_state_6570ee5c_like ON matching_rankingmodel USING btree (state varchar_pattern_ops);

CREATE INDEX matching_rankingmodelevent_by_id_6eb51578 ON matching_rankingmodelevent USING btree (by_id);

CREATE INDEX matching_rankingmodelevent_model_id_698a2ef9 ON matching_rankingmodelevent USING btree (model_id);

CREATE UNIQUE INDEX membership_once ON accounts_membership USING btree (user_id, role, COALESCE(area_id, (0)::bigint), COALESCE(department_id, (0)::bigint), COALESCE(organisation_id, (0)::bigint));

CREATE INDEX merge_kept ON registry_merge USING btree (register, kept);

CREATE UNIQUE INDEX merge_of_a_record_once ON registry_merge USING btree (register, merged) WHERE (undone_at IS NULL);

CREATE INDEX message_inbox ON messaging_message USING btree (account_id, created_at DESC, id DESC);

CREATE UNIQUE INDEX message_once_an_address ON messaging_message USING btree (address, key) WHERE (account_id IS NULL);

CREATE INDEX message_sent ON messaging_message USING btree (by_id, created_at DESC, id DESC);

CREATE INDEX message_target ON messaging_message USING btree (target_type, target_id);

CREATE INDEX message_unread ON messaging_message USING btree (account_id) WHERE ((archived_at IS NULL) AND (read_at IS NULL));

CREATE INDEX messaging_channelchoice_account_id_19744136 ON messaging_channelchoice USING btree (account_id);

CREATE INDEX messaging_delivery_digest_id_61445e41 ON messaging_delivery USING btree (digest_id);

CREATE INDEX messaging_delivery_message_id_e5d46cf3 ON messaging_delivery USING btree (message_id);

CREATE INDEX messaging_digest_account_id_254d8229 ON messaging_digest USING btree (account_id);

CREATE INDEX messaging_message_account_id_21900bb3 ON messaging_message USING btree (account_id);

CREATE INDEX messaging_message_by_id_5a018b79 ON messaging_message USING btree (by_id);

CREATE INDEX messaging_message_code_377e27a5_like ON messaging_message USING btree (code varchar_pattern_ops);

CREATE INDEX messaging_oneclicklink_account_id_1e291311 ON messaging_oneclicklink USING btree (account_id);

CREATE INDEX messaging_oneclicklink_digest_5d41b3e0_like ON messaging_oneclicklink USING btree (digest varchar_pattern_ops);

CREATE INDEX messaging_oneclicklink_message_id_d8362992 ON messaging_oneclicklink USING btree (message_id);

CREATE INDEX messaging_wording_by_id_92114ed8 ON messaging_wording USING btree (by_id);

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON mfa_authenticator USING btree (user_id);

CREATE INDEX organisation_list ON registry_organisation USING btree (archived_at, name);

CREATE INDEX organisation_scope ON registry_organisation USING btree (archived_at, area_id, zone_id, id, created_at);

CREATE INDEX outbox_state_due ON common_outboxmessage USING btree (state, due_at);

CREATE INDEX person_changes ON registry_person USING btree (updated_at DESC, id, is_expert, area_id, zone_id, organisation_id, disclosure, archived_at) WHERE (archived_at IS NULL);

CREATE INDEX person_figures ON registry_person USING btree (archived_at, is_expert, field, area_id, zone_id, created_at);

CREATE INDEX person_list ON registry_person USING btree (name, id, is_expert, area_id, zone_id, organisation_id, disclosure, archived_at, rank, field) WHERE (archived_at IS NULL);

CREATE INDEX person_names ON registry_person USING btree (organisation_name, id, is_expert, area_id, zone_id, organisation_id, disclosure, archived_at) WHERE (archived_at IS NULL);

CREATE INDEX person_scope ON registry_person USING btree (archived_at, is_expert, disclosure, area_id, zone_id, organisation_id);

CREATE INDEX person_silent ON registry_person USING btree (archived_at, is_expert, area_id, zone_id, organisation_id, disclosure) WHERE (((keywords)::text = ''::text) AND (profile = ''::text) AND ((research)::text = ''::text));

CREATE INDEX person_zones ON registry_person USING btree (zone_id, area_id) WHERE (zone_id IS NOT NULL);

CREATE INDEX personal_read_of ON common_personaldataread USING btree (target_type, target_id, at DESC);

CREATE INDEX personal_request_due ON registry_personalrequest USING btree (state, due_on);

CREATE INDEX plan_list ON matching_assignmentplan USING btree (changed_at DESC, id DESC);

CREATE INDEX plan_pair_entries ON matching_planpair USING btree (plan_id, generation, is_chosen, score DESC);

CREATE INDEX posting_call ON programmes_posting USING btree (call_id, state);

CREATE UNIQUE INDEX posting_certificate_slot ON programmes_posting USING btree (certificate_id, slot) WHERE ((state)::text = ANY ((ARRAY['active'::character varying, 'agreement_draft'::character varying, 'both_agreed'::character varying, 'extended'::character varying, 'filed'::character varying, 'matched'::character varying, 'signed_commissioner'::character varying, 'signed_home_unit'::character varying, 'signed_host'::character varying])::text[]));

CREATE INDEX posting_host ON programmes_posting USING btree (host_id, state);

CREATE UNIQUE INDEX posting_host_slot ON programmes_posting USING btree (call_id, host_id, host_slot) WHERE ((state)::text = ANY ((ARRAY['active'::character varying, 'agreement_draft'::character varying, 'both_agreed'::character varying, 'extended'::character varying, 'filed'::character varying, 'matched'::character varying, 'signed_commissioner'::character varying, 'signed_home_unit'::character varying, 'signed_host'::character varying])::text[]));

CREATE INDEX posting_list ON programmes_posting USING btree (changed_at DESC, id DESC);

CREATE UNIQUE INDEX posting_need_county_slot ON programmes_postingneed USING btree (call_id, area_id, county_slot) WHERE ((state)::text = ANY ((ARRAY['met'::character varying, 'submitted'::character varying, 'verified'::character varying])::text[]));

CREATE UNIQUE INDEX posting_need_firm_slot ON programmes_postingneed USING btree (call_id, host_id, firm_slot) WHERE ((state)::text = ANY ((ARRAY['met'::character varying, 'submitted'::character varying, 'verified'::character varying])::text[]));

CREATE INDEX posting_need_list ON programmes_postingneed USING btree (call_id, state, id);

CREATE UNIQUE INDEX posting_once ON programmes_posting USING btree (certificate_id, host_id) WHERE ((state)::text = ANY ((ARRAY['active'::character varying, 'agreement_draft'::character varying, 'both_agreed'::character varying, 'extended'::character varying, 'filed'::character varying, 'matched'::character varying, 'signed_commissioner'::character varying, 'signed_home_unit'::character varying, 'signed_host'::character varying])::text[]));

CREATE INDEX posting_pair_chosen ON programmes_postingpair USING btree (plan_id, generation, is_chosen);

CREATE UNIQUE INDEX posting_person_slot ON programmes_posting USING btree (person_id, slot) WHERE ((state)::text = ANY ((ARRAY['active'::character varying, 'agreement_draft'::character varying, 'both_agreed'::character varying, 'extended'::character varying, 'filed'::character varying, 'matched'::character varying, 'signed_commissioner'::character varying, 'signed_home_unit'::character varying, 'signed_host'::character varying])::text[]));

CREATE INDEX programmes_agreement_by_id_da3787d4 ON programmes_agreement USING btree (by_id);

CREATE INDEX programmes_agreement_extends_id_3e79c50a ON programmes_agreement USING btree (extends_id);

CREATE INDEX programmes_agreement_meeting_id_81a44388 ON programmes_agreement USING btree (meeting_id);

CREATE INDEX programmes_agreement_number_3c6d649b_like ON programmes_agreement USING btree (number varchar_pattern_ops);

CREATE INDEX programmes_agreement_posting_id_0aae3af9 ON programmes_agreement USING btree (posting_id);

CREATE INDEX programmes_agreement_replaces_id_38239d43 ON programmes_agreement USING btree (replaces_id);

CREATE INDEX programmes_agreement_template_id_fd25a642 ON programmes_agreement USING btree (template_id);

CREATE INDEX programmes_agreementsignature_agreement_id_71ea5f40 ON programmes_agreementsignature USING btree (agreement_id);

CREATE INDEX programmes_agreementsignature_by_id_4ca1a542 ON programmes_agreementsignature USING btree (by_id);

CREATE INDEX programmes_agreementtemplate_area_id_95bab6a4 ON programmes_agreementtemplate USING btree (area_id);

CREATE INDEX programmes_agreementtemplate_by_id_c3be2043 ON programmes_agreementtemplate USING btree (by_id);

CREATE INDEX programmes_application_by_id_dde65a02 ON programmes_application USING btree (by_id);

CREATE INDEX programmes_application_organisation_id_00d8455f ON programmes_application USING btree (organisation_id);

CREATE INDEX programmes_application_person_id_d10b4784 ON programmes_application USING btree (person_id);

CREATE INDEX programmes_application_round_id_38ff040a ON programmes_application USING btree (round_id);

CREATE INDEX programmes_application_unit_id_315b9573 ON programmes_application USING btree (unit_id);

CREATE INDEX programmes_applicationmember_application_id_425a6fc2 ON programmes_applicationmember USING btree (application_id);

CREATE INDEX programmes_applicationmember_organisation_id_70ab8af1 ON programmes_applicationmember USING btree (organisation_id);

CREATE INDEX programmes_applicationmember_person_id_a0a70a3b ON programmes_applicationmember USING btree (person_id);

CREATE INDEX programmes_applicationpaper_application_id_6f6092ae ON programmes_applicationpaper USING btree (application_id);

CREATE INDEX programmes_applicationpaper_by_id_8520b9b8 ON programmes_applicationpaper USING btree (by_id);

CREATE INDEX programmes_applicationpaper_key_65a0a5e3 ON programmes_applicationpaper USING btree (key);

CREATE INDEX programmes_applicationpaper_key_65a0a5e3_like ON programmes_applicationpaper USING btree (key varchar_pattern_ops);

CREATE INDEX programmes_applicationreturn_application_id_42c14162 ON programmes_applicationreturn USING btree (application_id);

CREATE INDEX programmes_applicationreturn_by_id_accd8130 ON programmes_applicationreturn USING btree (by_id);

CREATE INDEX programmes_award_area_id_fba59d0a ON programmes_award USING btree (area_id);

CREATE INDEX programmes_award_organisation_id_eb33eb80 ON programmes_award USING btree (organisation_id);

CREATE INDEX programmes_award_zone_id_d2a4f531 ON programmes_award USING btree (zone_id);

CREATE INDEX programmes_certificate_code_f6d3ee22_like ON programmes_certificate USING btree (code varchar_pattern_ops);

CREATE INDEX programmes_certificate_number_bfef5398_like ON programmes_certificate USING btree (number varchar_pattern_ops);

CREATE INDEX programmes_certificate_programme_id_d2d9b56c ON programmes_certificate USING btree (programme_id);

CREATE INDEX programmes_certificate_recognition_id_7017c77f ON programmes_certificate USING btree (recognition_id);

CREATE INDEX programmes_commendation_by_id_12659481 ON programmes_commendation USING btree (by_id);

CREATE INDEX programmes_commendation_posting_id_43f5034a ON programmes_commendation USING btree (posting_id);

CREATE INDEX programmes_conditioncheck_application_id_4dbdd5ec ON programmes_conditioncheck USING btree (application_id);

CREATE INDEX programmes_confirmationlink_by_id_c8dc7fe5 ON programmes_confirmationlink USING btree (by_id);

CREATE INDEX programmes_confirmationlink_contact_id_dc1fcce4 ON programmes_confirmationlink USING btree (contact_id);

CREATE INDEX programmes_confirmationlink_digest_914f5b03_like ON programmes_confirmationlink USING btree (digest varchar_pattern_ops);

CREATE INDEX programmes_confirmationlink_log_id_d3c280dd ON programmes_confirmationlink USING btree (log_id);

CREATE INDEX programmes_confirmationslip_by_id_779462a0 ON programmes_confirmationslip USING btree (by_id);

CREATE INDEX programmes_confirmationslip_code_c0f0e948_like ON programmes_confirmationslip USING btree (code varchar_pattern_ops);

CREATE INDEX programmes_confirmationslip_log_id_123de709 ON programmes_confirmationslip USING btree (log_id);

CREATE INDEX programmes_firmowner_by_id_421ffba0 ON programmes_firmowner USING btree (by_id);

CREATE INDEX programmes_firmowner_firm_id_5eda9aa3 ON programmes_firmowner USING btree (firm_id);

CREATE INDEX programmes_firmowner_person_id_5c38c986 ON programmes_firmowner USING btree (person_id);

CREATE INDEX programmes_firmowner_unit_id_69daebf7 ON programmes_firmowner USING btree (unit_id);

CREATE INDEX programmes_historicalagreement_by_id_203f2a0e ON programmes_historicalagreement USING btree (by_id);

CREATE INDEX programmes_historicalagreement_extends_id_dc5f1cfb ON programmes_historicalagreement USING btree (extends_id);

CREATE INDEX programmes_historicalagreement_history_date_78211670 ON programmes_historicalagreement USING btree (history_date);

CREATE INDEX programmes_historicalagreement_history_user_id_cc7d9ace ON programmes_historicalagreement USING btree (history_user_id);

CREATE INDEX programmes_historicalagreement_id_67085ac2 ON programmes_historicalagreement USING btree (id);

CREATE INDEX programmes_historicalagreement_meeting_id_e033a26c ON programmes_historicalagreement USING btree (meeting_id);

CREATE INDEX programmes_historicalagreement_number_0709f818 ON programmes_historicalagreement USING btree (number);

CREATE INDEX programmes_historicalagreement_number_0709f818_like ON programmes_historicalagreement USING btree (number varchar_pattern_ops);

CREATE INDEX programmes_historicalagreement_posting_id_8b091ba2 ON programmes_historicalagreement USING btree (posting_id);

CREATE INDEX programmes_historicalagreement_replaces_id_c6ce4f9d ON programmes_historicalagreement USING btree (replaces_id);

CREATE INDEX programmes_historicalagreement_template_id_29a868a1 ON programmes_historicalagreement USING btree (template_id);

CREATE INDEX programmes_historicalapplication_by_id_af9b7e28 ON programmes_historicalapplication USING btree (by_id);

CREATE INDEX programmes_historicalapplication_history_date_1a72a2f5 ON programmes_historicalapplication USING btree (history_date);

CREATE INDEX programmes_historicalapplication_history_user_id_8e08eb97 ON programmes_historicalapplication USING btree (history_user_id);

CREATE INDEX programmes_historicalapplication_id_bf6d5d8d ON programmes_historicalapplication USING btree (id);

CREATE INDEX programmes_historicalapplication_organisation_id_0dd052f7 ON programmes_historicalapplication USING btree (organisation_id);

CREATE INDEX programmes_historicalapplication_person_id_b763e2d5 ON programmes_historicalapplication USING btree (person_id);

CREATE INDEX programmes_historicalapplication_round_id_27d0b5ff ON programmes_historicalapplication USING btree (round_id);

CREATE INDEX programmes_historicalapplication_unit_id_45bf101b ON programmes_historicalapplication USING btree (unit_id);

CREATE INDEX programmes_historicalaward_area_id_dd058e04 ON programmes_historicalaward USING btree (area_id);

CREATE INDEX programmes_historicalaward_history_date_daaf4882 ON programmes_historicalaward USING btree (history_date);

CREATE INDEX programmes_historicalaward_history_user_id_e666afd5 ON programmes_historicalaward USING btree (history_user_id);

CREATE INDEX programmes_historicalaward_id_66d1228a ON programmes_historicalaward USING btree (id);

CREATE INDEX programmes_historicalaward_organisation_id_dd905ef3 ON programmes_historicalaward USING btree (organisation_id);

CREATE INDEX programmes_historicalaward_zone_id_fcb1468d ON programmes_historicalaward USING btree (zone_id);

CREATE INDEX programmes_historicalcertificate_application_id_85cd19dc ON programmes_historicalcertificate USING btree (application_id);

CREATE INDEX programmes_historicalcertificate_code_c25ea510 ON programmes_historicalcertificate USING btree (code);

CREATE INDEX programmes_historicalcertificate_code_c25ea510_like ON programmes_historicalcertificate USING btree (code varchar_pattern_ops);

CREATE INDEX programmes_historicalcertificate_history_date_db1e8c0e ON programmes_historicalcertificate USING btree (history_date);

CREATE INDEX programmes_historicalcertificate_history_user_id_2bac05a9 ON programmes_historicalcertificate USING btree (history_user_id);

CREATE INDEX programmes_historicalcertificate_id_7c1eac86 ON programmes_historicalcertificate USING btree (id);

CREATE INDEX programmes_historicalcertificate_number_088940eb ON programmes_historicalcertificate USING btree (number);

CREATE INDEX programmes_historicalcertificate_number_088940eb_like ON programmes_historicalcertificate USING btree (number varchar_pattern_ops);

CREATE INDEX programmes_historicalcertificate_programme_id_7a42a613 ON programmes_historicalcertificate USING btree (programme_id);

CREATE INDEX programmes_historicalcertificate_recognition_id_e815ef09 ON programmes_historicalcertificate USING btree (recognition_id);

CREATE INDEX programmes_historicalposting_by_id_80847a5c ON programmes_historicalposting USING btree (by_id);

CREATE INDEX programmes_historicalposting_call_id_04e6e599 ON programmes_historicalposting USING btree (call_id);

CREATE INDEX programmes_historicalposting_certificate_id_3a857047 ON programmes_historicalposting USING btree (certificate_id);

CREATE INDEX programmes_historicalposting_follows_id_658ac855 ON programmes_historicalposting USING btree (follows_id);

CREATE INDEX programmes_historicalposting_history_date_57f5245c ON programmes_historicalposting USING btree (history_date);

CREATE INDEX programmes_historicalposting_history_user_id_5805d175 ON programmes_historicalposting USING btree (history_user_id);

CREATE INDEX programmes_historicalposting_home_id_030b7608 ON programmes_historicalposting USING btree (home_id);

CREATE INDEX programmes_historicalposting_host_id_13abf959 ON programmes_historicalposting USING btree (host_id);

CREATE INDEX programmes_historicalposting_id_865dd8a0 ON programmes_historicalposting USING btree (id);

CREATE INDEX programmes_historicalposting_need_id_ccff9970 ON programmes_historicalposting USING btree (need_id);

CREATE INDEX programmes_historicalposting_person_id_5eb8f950 ON programmes_historicalposting USING btree (person_id);

CREATE INDEX programmes_historicalpostingcall_by_id_2935f0ce ON programmes_historicalpostingcall USING btree (by_id);

CREATE INDEX programmes_historicalpostingcall_history_date_da745541 ON programmes_historicalpostingcall USING btree (history_date);

CREATE INDEX programmes_historicalpostingcall_history_user_id_916fb728 ON programmes_historicalpostingcall USING btree (history_user_id);

CREATE INDEX programmes_historicalpostingcall_id_996939ba ON programmes_historicalpostingcall USING btree (id);

CREATE INDEX programmes_historicalpostingcall_round_id_19f8f42e ON programmes_historicalpostingcall USING btree (round_id);

CREATE INDEX programmes_historicalpostingneed_area_id_72532ef9 ON programmes_historicalpostingneed USING btree (area_id);

CREATE INDEX programmes_historicalpostingneed_by_id_a9815456 ON programmes_historicalpostingneed USING btree (by_id);

CREATE INDEX programmes_historicalpostingneed_call_id_336b0093 ON programmes_historicalpostingneed USING btree (call_id);

CREATE INDEX programmes_historicalpostingneed_history_date_f89de87e ON programmes_historicalpostingneed USING btree (history_date);

CREATE INDEX programmes_historicalpostingneed_history_user_id_162319c9 ON programmes_historicalpostingneed USING btree (history_user_id);

CREATE INDEX programmes_historicalpostingneed_host_id_e2e55649 ON programmes_historicalpostingneed USING btree (host_id);

CREATE INDEX programmes_historicalpostingneed_id_63a184ce ON programmes_historicalpostingneed USING btree (id);

CREATE INDEX programmes_historicalprogramme_area_id_3d2e6deb ON programmes_historicalprogramme USING btree (area_id);

CREATE INDEX programmes_historicalprogramme_by_id_aa8da02e ON programmes_historicalprogramme USING btree (by_id);

CREATE INDEX programmes_historicalprogramme_department_id_42465631 ON programmes_historicalprogramme USING btree (department_id);

CREATE INDEX programmes_historicalprogramme_history_date_0815454a ON programmes_historicalprogramme USING btree (history_date);

CREATE INDEX programmes_historicalprogramme_history_user_id_07758033 ON programmes_historicalprogramme USING btree (history_user_id);

CREATE INDEX programmes_historicalprogramme_id_54ed5167 ON programmes_historicalprogramme USING btree (id);

CREATE INDEX programmes_historicalround_by_id_8050b44f ON programmes_historicalround USING btree (by_id);

CREATE INDEX programmes_historicalround_history_date_d2dcf2af ON programmes_historicalround USING btree (history_date);

CREATE INDEX programmes_historicalround_history_user_id_b1e999a2 ON programmes_historicalround USING btree (history_user_id);

CREATE INDEX programmes_historicalround_id_f3c29e7b ON programmes_historicalround USING btree (id);

CREATE INDEX programmes_historicalround_programme_id_0affd84a ON programmes_historicalround USING btree (programme_id);

CREATE INDEX programmes_historicalround_state_6cb097df ON programmes_historicalround USING btree (state);

CREATE INDEX programmes_historicalround_state_6cb097df_like ON programmes_historicalround USING btree (state varchar_pattern_ops);

CREATE INDEX programmes_historicalservicerules_call_id_e5beb9bc ON programmes_historicalservicerules USING btree (call_id);

CREATE INDEX programmes_historicalservicerules_history_date_a63de0a4 ON programmes_historicalservicerules USING btree (history_date);

CREATE INDEX programmes_historicalservicerules_history_user_id_d83d8c08 ON programmes_historicalservicerules USING btree (history_user_id);

CREATE INDEX programmes_historicalservicerules_id_172c324d ON programmes_historicalservicerules USING btree (id);

CREATE INDEX programmes_historicalstation_area_id_91a95d4e ON programmes_historicalstation USING btree (area_id);

CREATE INDEX programmes_historicalstation_history_date_811e2a74 ON programmes_historicalstation USING btree (history_date);

CREATE INDEX programmes_historicalstation_history_user_id_c6c3a1b7 ON programmes_historicalstation USING btree (history_user_id);

CREATE INDEX programmes_historicalstation_id_68f2926d ON programmes_historicalstation USING btree (id);

CREATE INDEX programmes_historicalstation_organisation_id_fac21919 ON programmes_historicalstation USING btree (organisation_id);

CREATE INDEX programmes_historicalstation_zone_id_4a197531 ON programmes_historicalstation USING btree (zone_id);

CREATE INDEX programmes_historicalworklog_approved_by_id_e2b63929 ON programmes_historicalworklog USING btree (approved_by_id);

CREATE INDEX programmes_historicalworklog_by_id_185ab880 ON programmes_historicalworklog USING btree (by_id);

CREATE INDEX programmes_historicalworklog_contact_id_dbcb1d1d ON programmes_historicalworklog USING btree (contact_id);

CREATE INDEX programmes_historicalworklog_corrects_id_746df92b ON programmes_historicalworklog USING btree (corrects_id);

CREATE INDEX programmes_historicalworklog_demand_id_094dd99d ON programmes_historicalworklog USING btree (demand_id);

CREATE INDEX programmes_historicalworklog_history_date_f1fcfab8 ON programmes_historicalworklog USING btree (history_date);

CREATE INDEX programmes_historicalworklog_history_user_id_846af5a9 ON programmes_historicalworklog USING btree (history_user_id);

CREATE INDEX programmes_historicalworklog_id_c600f489 ON programmes_historicalworklog USING btree (id);

CREATE INDEX programmes_historicalworklog_posting_id_7f4b5528 ON programmes_historicalworklog USING btree (posting_id);

CREATE INDEX programmes_historicalyield_by_id_a4f2678f ON programmes_historicalyield USING btree (by_id);

CREATE INDEX programmes_historicalyield_demand_id_82cc10e6 ON programmes_historicalyield USING btree (demand_id);

CREATE INDEX programmes_historicalyield_firm_id_2e558150 ON programmes_historicalyield USING btree (firm_id);

CREATE INDEX programmes_historicalyield_history_date_385d0deb ON programmes_historicalyield USING btree (history_date);

CREATE INDEX programmes_historicalyield_history_user_id_88437978 ON programmes_historicalyield USING btree (history_user_id);

CREATE INDEX programmes_historicalyield_id_0e273fa9 ON programmes_historicalyield USING btree (id);

CREATE INDEX programmes_historicalyield_merged_into_id_f5d5c4a1 ON programmes_historicalyield USING btree (merged_into_id);

CREATE INDEX programmes_hostcontact_account_id_f34153f1 ON programmes_hostcontact USING btree (account_id);

CREATE INDEX programmes_hostcontact_by_id_fe3ed408 ON programmes_hostcontact USING btree (by_id);

CREATE INDEX programmes_hostcontact_organisation_id_640f5bd3 ON programmes_hostcontact USING btree (organisation_id);

CREATE INDEX programmes_hostcontact_verified_by_id_09166b39 ON programmes_hostcontact USING btree (verified_by_id);

CREATE INDEX programmes_lateallowance_by_id_8956427f ON programmes_lateallowance USING btree (by_id);

CREATE INDEX programmes_lateallowance_organisation_id_fbf2274b ON programmes_lateallowance USING btree (organisation_id);

CREATE INDEX programmes_lateallowance_round_id_14c33cc9 ON programmes_lateallowance USING btree (round_id);

CREATE INDEX programmes_ledgerentry_by_id_c9a7dd90 ON programmes_ledgerentry USING btree (by_id);

CREATE INDEX programmes_ledgerentry_posting_id_16eb62e1 ON programmes_ledgerentry USING btree (posting_id);

CREATE INDEX programmes_meeting_by_id_e62eb17a ON programmes_meeting USING btree (by_id);

CREATE INDEX programmes_objection_application_id_e7390767 ON programmes_objection USING btree (application_id);

CREATE INDEX programmes_objection_decided_by_id_00978706 ON programmes_objection USING btree (decided_by_id);

CREATE INDEX programmes_objection_state_4e773fb7 ON programmes_objection USING btree (state);

CREATE INDEX programmes_objection_state_4e773fb7_like ON programmes_objection USING btree (state varchar_pattern_ops);

CREATE INDEX programmes_objection_submission_67d3f912_like ON programmes_objection USING btree (submission varchar_pattern_ops);

CREATE INDEX programmes_posting_by_id_8c7581b7 ON programmes_posting USING btree (by_id);

CREATE INDEX programmes_posting_call_id_431cadb0 ON programmes_posting USING btree (call_id);

CREATE INDEX programmes_posting_certificate_id_39a93e0a ON programmes_posting USING btree (certificate_id);

CREATE INDEX programmes_posting_follows_id_9d42b1ad ON programmes_posting USING btree (follows_id);

CREATE INDEX programmes_posting_home_id_36312f14 ON programmes_posting USING btree (home_id);

CREATE INDEX programmes_posting_host_id_fd1b75ba ON programmes_posting USING btree (host_id);

CREATE INDEX programmes_posting_need_id_3c518fdd ON programmes_posting USING btree (need_id);

CREATE INDEX programmes_posting_person_id_67bd2aa6 ON programmes_posting USING btree (person_id);

CREATE INDEX programmes_postingcall_by_id_a80d83d4 ON programmes_postingcall USING btree (by_id);

CREATE INDEX programmes_postingneed_area_id_25a2d245 ON programmes_postingneed USING btree (area_id);

CREATE INDEX programmes_postingneed_by_id_4d8ea410 ON programmes_postingneed USING btree (by_id);

CREATE INDEX programmes_postingneed_call_id_2c1598b4 ON programmes_postingneed USING btree (call_id);

CREATE INDEX programmes_postingneed_host_id_85e90743 ON programmes_postingneed USING btree (host_id);

CREATE INDEX programmes_postingpair_certificate_id_026f47a8 ON programmes_postingpair USING btree (certificate_id);

CREATE INDEX programmes_postingpair_need_id_48309ace ON programmes_postingpair USING btree (need_id);

CREATE INDEX programmes_postingpair_plan_id_d1f576a3 ON programmes_postingpair USING btree (plan_id);

CREATE INDEX programmes_postingpair_posting_id_4ac91589 ON programmes_postingpair USING btree (posting_id);

CREATE INDEX programmes_postingperson_person_id_c6463659 ON programmes_postingperson USING btree (person_id);

CREATE INDEX programmes_postingperson_posting_id_9717e9ee ON programmes_postingperson USING btree (posting_id);

CREATE INDEX programmes_postingplan_by_id_615a56e2 ON programmes_postingplan USING btree (by_id);

CREATE INDEX programmes_postingplan_call_id_09a709b1 ON programmes_postingplan USING btree (call_id);

CREATE INDEX programmes_postingplan_job_id_aa42f606 ON programmes_postingplan USING btree (job_id);

CREATE INDEX programmes_printpart_run_id_b532cc6c ON programmes_printpart USING btree (run_id);

CREATE INDEX programmes_printrun_by_id_e99f7cec ON programmes_printrun USING btree (by_id);

CREATE INDEX programmes_printrun_job_id_3d63c6f5 ON programmes_printrun USING btree (job_id);

CREATE INDEX programmes_programme_area_id_43cd7e93 ON programmes_programme USING btree (area_id);

CREATE INDEX programmes_programme_by_id_39e86333 ON programmes_programme USING btree (by_id);

CREATE INDEX programmes_programme_department_id_0878fea7 ON programmes_programme USING btree (department_id);

CREATE INDEX programmes_programmetext_by_id_f7a50454 ON programmes_programmetext USING btree (by_id);

CREATE INDEX programmes_programmetext_programme_id_c9bae50f ON programmes_programmetext USING btree (programme_id);

CREATE INDEX programmes_publicnotice_by_id_d20c4267 ON programmes_publicnotice USING btree (by_id);

CREATE INDEX programmes_recognition_by_id_fb60a1b7 ON programmes_recognition USING btree (by_id);

CREATE INDEX programmes_recognition_round_id_f08449fa ON programmes_recognition USING btree (round_id);

CREATE INDEX programmes_recommendingunit_area_id_eea21168 ON programmes_recommendingunit USING btree (area_id);

CREATE INDEX programmes_recommendingunit_organisation_id_e4eb347e ON programmes_recommendingunit USING btree (organisation_id);

CREATE INDEX programmes_recommendingunit_round_id_56374748 ON programmes_recommendingunit USING btree (round_id);

CREATE INDEX programmes_recusal_account_id_73465a78 ON programmes_recusal USING btree (account_id);

CREATE INDEX programmes_recusal_by_id_86cb539a ON programmes_recusal USING btree (by_id);

CREATE INDEX programmes_recusal_organisation_id_5479fb18 ON programmes_recusal USING btree (organisation_id);

CREATE INDEX programmes_recusal_round_id_4833c84f ON programmes_recusal USING btree (round_id);

CREATE INDEX programmes_review_application_id_6bf92f91 ON programmes_review USING btree (application_id);

CREATE INDEX programmes_review_reviewer_id_726e503f ON programmes_review USING btree (reviewer_id);

CREATE INDEX programmes_reviewpanel_by_id_73cc9983 ON programmes_reviewpanel USING btree (by_id);

CREATE INDEX programmes_round_by_id_8401f3eb ON programmes_round USING btree (by_id);

CREATE INDEX programmes_round_programme_id_acb71872 ON programmes_round USING btree (programme_id);

CREATE INDEX programmes_round_state_16f1d3b1 ON programmes_round USING btree (state);

CREATE INDEX programmes_round_state_16f1d3b1_like ON programmes_round USING btree (state varchar_pattern_ops);

CREATE INDEX programmes_roundreviewer_account_id_421383bd ON programmes_roundreviewer USING btree (account_id);

CREATE INDEX programmes_roundreviewer_panel_id_e93a1cbb ON programmes_roundreviewer USING btree (panel_id);

CREATE INDEX programmes_roundreviewer_person_id_fc26687d ON programmes_roundreviewer USING btree (person_id);

CREATE INDEX programmes_signingmeeting_by_id_5d8a9ea5 ON programmes_signingmeeting USING btree (by_id);

CREATE INDEX programmes_signingmeeting_call_id_37774d85 ON programmes_signingmeeting USING btree (call_id);

CREATE INDEX programmes_station_area_id_01d19af7 ON programmes_station USING btree (area_id);

CREATE INDEX programmes_station_organisation_id_d10f92c4 ON programmes_station USING btree (organisation_id);

CREATE INDEX programmes_station_zone_id_951ffef2 ON programmes_station USING btree (zone_id);

CREATE INDEX programmes_stationactivity_station_id_c131484b ON programmes_stationactivity USING btree (station_id);

CREATE INDEX programmes_stationexpert_organisation_id_eb701661 ON programmes_stationexpert USING btree (organisation_id);

CREATE INDEX programmes_stationexpert_person_id_06e1dfbb ON programmes_stationexpert USING btree (person_id);

CREATE INDEX programmes_stationexpert_station_id_75571b23 ON programmes_stationexpert USING btree (station_id);

CREATE INDEX programmes_stationpatent_station_id_41591f63 ON programmes_stationpatent USING btree (station_id);

CREATE INDEX programmes_stationpresence_station_id_4b78c4ea ON programmes_stationpresence USING btree (station_id);

CREATE INDEX programmes_stationproject_station_id_6851d235 ON programmes_stationproject USING btree (station_id);

CREATE INDEX programmes_stationreport_station_id_b5651d95 ON programmes_stationreport USING btree (station_id);

CREATE INDEX programmes_workday_account_id_00d10e67 ON programmes_workday USING btree (account_id);

CREATE INDEX programmes_worklog_approved_by_id_0205deeb ON programmes_worklog USING btree (approved_by_id);

CREATE INDEX programmes_worklog_by_id_a8fae7ea ON programmes_worklog USING btree (by_id);

CREATE INDEX programmes_worklog_contact_id_a89f486a ON programmes_worklog USING btree (contact_id);

CREATE INDEX programmes_worklog_corrects_id_fc04f96b ON programmes_worklog USING btree (corrects_id);

CREATE INDEX programmes_worklog_demand_id_29aa49db ON programmes_worklog USING btree (demand_id);

CREATE INDEX programmes_worklog_posting_id_10cc26f4 ON programmes_worklog USING btree (posting_id);

CREATE INDEX programmes_worklogphoto_log_id_212ce546 ON programmes_worklogphoto USING btree (log_id);

CREATE INDEX programmes_worklogposition_account_id_d1b8b40c ON programmes_worklogposition USING btree (account_id);

CREATE INDEX programmes_worklogposition_noted_at_069445f1 ON programmes_worklogposition USING btree (noted_at);

CREATE INDEX programmes_yield_by_id_0f7ccf49 ON programmes_yield USING btree (by_id);

CREATE INDEX programmes_yield_demand_id_9024c6ce ON programmes_yield USING btree (demand_id);

CREATE INDEX programmes_yield_firm_id_a33e0517 ON programmes_yield USING btree (firm_id);

CREATE INDEX programmes_yield_merged_into_id_5a4b4a09 ON programmes_yield USING btree (merged_into_id);

CREATE INDEX programmes_yieldevidence_by_id_1486849b ON programmes_yieldevidence USING btree (by_id);

CREATE INDEX programmes_yieldevidence_service_yield_id_8212042a ON programmes_yieldevidence USING btree (service_yield_id);

CREATE INDEX programmes_yieldshare_posting_id_09a4e008 ON programmes_yieldshare USING btree (posting_id);

CREATE INDEX programmes_yieldshare_service_yield_id_bc9a6a0b ON programmes_yieldshare USING btree (service_yield_id);

CREATE INDEX proposal_changes ON matching_proposal USING btree (state, changed_at, id);

CREATE INDEX proposal_ends ON matching_proposal USING btree (state, expires_on, id);

CREATE UNIQUE INDEX proposal_link_living_once ON matching_proposallink USING btree (proposal_id, side) WHERE (revoked_at IS NULL);

CREATE INDEX proposal_list ON matching_proposal USING btree (changed_at DESC, id DESC);

CREATE UNIQUE INDEX proposal_living_once ON matching_proposal USING btree (demand_id, kind, supply) WHERE ((state)::text = ANY ((ARRAY['interest_demand'::character varying, 'interest_supply'::character varying, 'meeting'::character varying, 'mutual'::character varying, 'shown'::character varying])::text[]));

CREATE INDEX public_try_at ON common_publictry USING btree (at);

CREATE INDEX public_try_key ON common_publictry USING btree (key, at);

CREATE UNIQUE INDEX ranking_model_in_use_once ON matching_rankingmodel USING btree (state) WHERE ((state)::text = 'accepted'::text);

CREATE UNIQUE INDEX reference_number_once ON demands_externalreference USING btree (system_id, number) WHERE (NOT ((number)::text = ''::text));

CREATE INDEX registry_accessrequest_asker_id_52af0e7e ON registry_accessrequest USING btree (asker_id);

CREATE INDEX registry_accessrequest_decided_by_id_55b9e866 ON registry_accessrequest USING btree (decided_by_id);

CREATE INDEX registry_accessrequest_organisation_id_3aaebbde ON registry_accessrequest USING btree (organisation_id);

CREATE INDEX registry_achievement_area_id_e0af39a0 ON registry_achievement USING btree (area_id);

CREATE INDEX registry_achievement_organisation_id_3187a87f ON registry_achievement USING btree (organisation_id);

CREATE INDEX registry_achievement_zone_id_ec63cbaf ON registry_achievement USING btree (zone_id);

CREATE INDEX registry_affiliation_organisation_id_b6f7cc11 ON registry_affiliation USING btree (organisation_id);

CREATE INDEX registry_affiliation_person_id_162b8d1d ON registry_affiliation USING btree (person_id);

CREATE INDEX registry_area_code_d34d4c83_like ON registry_area USING btree (code varchar_pattern_ops);

CREATE INDEX registry_area_initials_9f0be9a5 ON registry_area USING btree (initials);

CREATE INDEX registry_area_initials_9f0be9a5_like ON registry_area USING btree (initials varchar_pattern_ops);

CREATE INDEX registry_area_parent_id_f6979cb5 ON registry_area USING btree (parent_id);

CREATE INDEX registry_area_path_bf1736ec_like ON registry_area USING btree (path varchar_pattern_ops);

CREATE INDEX registry_attachment_by_id_6ebd293c ON registry_attachment USING btree (by_id);

CREATE INDEX registry_carrier_area_id_d58ebad3 ON registry_carrier USING btree (area_id);

CREATE INDEX registry_carrier_organisation_id_35b1bd09 ON registry_carrier USING btree (organisation_id);

CREATE INDEX registry_carrier_zone_id_a47f631d ON registry_carrier USING btree (zone_id);

CREATE INDEX registry_carriermember_carrier_id_c349b7fa ON registry_carriermember USING btree (carrier_id);

CREATE INDEX registry_carriermember_organisation_id_092aa9ce ON registry_carriermember USING btree (organisation_id);

CREATE INDEX registry_comment_by_id_6d594078 ON registry_comment USING btree (by_id);

CREATE INDEX registry_consent_user_id_96041880 ON registry_consent USING btree (user_id);

CREATE INDEX registry_duplicatepair_decided_by_id_b6056085 ON registry_duplicatepair USING btree (decided_by_id);

CREATE INDEX registry_formername_name_key_5e112544 ON registry_formername USING btree (name_key);

CREATE INDEX registry_formername_name_key_5e112544_like ON registry_formername USING btree (name_key varchar_pattern_ops);

CREATE INDEX registry_formername_organisation_id_0bd484bc ON registry_formername USING btree (organisation_id);

CREATE INDEX registry_historicalachievement_area_id_d53bf364 ON registry_historicalachievement USING btree (area_id);

CREATE INDEX registry_historicalachievement_history_date_7af01f27 ON registry_historicalachievement USING btree (history_date);

CREATE INDEX registry_historicalachievement_history_user_id_a8e37aba ON registry_historicalachievement USING btree (history_user_id);

CREATE INDEX registry_historicalachievement_id_74ce75ad ON registry_historicalachievement USING btree (id);

CREATE INDEX registry_historicalachievement_organisation_id_bac62209 ON registry_historicalachievement USING btree (organisation_id);

CREATE INDEX registry_historicalachievement_zone_id_a5f1d5f5 ON registry_historicalachievement USING btree (zone_id);

CREATE INDEX registry_historicalcarrier_area_id_ffa5ed94 ON registry_historicalcarrier USING btree (area_id);

CREATE INDEX registry_historicalcarrier_history_date_067af59f ON registry_historicalcarrier USING btree (history_date);

CREATE INDEX registry_historicalcarrier_history_user_id_b5b2369e ON registry_historicalcarrier USING btree (history_user_id);

CREATE INDEX registry_historicalcarrier_id_64a33d57 ON registry_historicalcarrier USING btree (id);

CREATE INDEX registry_historicalcarrier_organisation_id_63cf720d ON registry_historicalcarrier USING btree (organisation_id);

CREATE INDEX registry_historicalcarrier_zone_id_d90c6585 ON registry_historicalcarrier USING btree (zone_id);

CREATE INDEX registry_historicalorganisation_area_id_ec416365 ON registry_historicalorganisation USING btree (area_id);

CREATE INDEX registry_historicalorganisation_history_date_d8d92314 ON registry_historicalorganisation USING btree (history_date);

CREATE INDEX registry_historicalorganisation_history_user_id_756479e7 ON registry_historicalorganisation USING btree (history_user_id);

CREATE INDEX registry_historicalorganisation_id_238825e8 ON registry_historicalorganisation USING btree (id);

CREATE INDEX registry_historicalorganisation_initials_3dc333a8 ON registry_historicalorganisation USING btree (initials);

CREATE INDEX registry_historicalorganisation_initials_3dc333a8_like ON registry_historicalorganisation USING btree (initials varchar_pattern_ops);

CREATE INDEX registry_historicalorganisation_name_key_cdf5544d ON registry_historicalorganisation USING btree (name_key);

CREATE INDEX registry_historicalorganisation_name_key_cdf5544d_like ON registry_historicalorganisation USING btree (name_key varchar_pattern_ops);

CREATE INDEX registry_historicalorganisation_name_tail_b440953a ON registry_historicalorganisation USING btree (name_tail);

CREATE INDEX registry_historicalorganisation_name_tail_b440953a_like ON registry_historicalorganisation USING btree (name_tail varchar_pattern_ops);

CREATE INDEX registry_historicalorganisation_uscc_46e376cf ON registry_historicalorganisation USING btree (uscc);

CREATE INDEX registry_historicalorganisation_uscc_46e376cf_like ON registry_historicalorganisation USING btree (uscc varchar_pattern_ops);

CREATE INDEX registry_historicalorganisation_zone_id_567b7dda ON registry_historicalorganisation USING btree (zone_id);

CREATE INDEX registry_historicalperson_account_id_d13998f1 ON registry_historicalperson USING btree (account_id);

CREATE INDEX registry_historicalperson_area_id_f73ceadb ON registry_historicalperson USING btree (area_id);

CREATE INDEX registry_historicalperson_history_date_62bc092f ON registry_historicalperson USING btree (history_date);

CREATE INDEX registry_historicalperson_history_user_id_d67d4ad6 ON registry_historicalperson USING btree (history_user_id);

CREATE INDEX registry_historicalperson_id_5c4a01d5 ON registry_historicalperson USING btree (id);

CREATE INDEX registry_historicalperson_initials_e123b65e ON registry_historicalperson USING btree (initials);

CREATE INDEX registry_historicalperson_initials_e123b65e_like ON registry_historicalperson USING btree (initials varchar_pattern_ops);

CREATE INDEX registry_historicalperson_organisation_id_a9e49eb0 ON registry_historicalperson USING btree (organisation_id);

CREATE INDEX registry_historicalperson_zone_id_d190429f ON registry_historicalperson USING btree (zone_id);

CREATE INDEX registry_historicalservice_area_id_c4a9212f ON registry_historicalservice USING btree (area_id);

CREATE INDEX registry_historicalservice_history_date_011114dc ON registry_historicalservice USING btree (history_date);

CREATE INDEX registry_historicalservice_history_user_id_bdc9ef84 ON registry_historicalservice USING btree (history_user_id);

CREATE INDEX registry_historicalservice_id_671710fc ON registry_historicalservice USING btree (id);

CREATE INDEX registry_historicalservice_organisation_id_16207407 ON registry_historicalservice USING btree (organisation_id);

CREATE INDEX registry_historicalservice_zone_id_784e9a21 ON registry_historicalservice USING btree (zone_id);

CREATE INDEX registry_merge_by_id_24c4ab59 ON registry_merge USING btree (by_id);

CREATE INDEX registry_merge_undone_by_id_5128c53c ON registry_merge USING btree (undone_by_id);

CREATE INDEX registry_organisation_area_id_fd965012 ON registry_organisation USING btree (area_id);

CREATE INDEX registry_organisation_initials_ede7ec89 ON registry_organisation USING btree (initials);

CREATE INDEX registry_organisation_initials_ede7ec89_like ON registry_organisation USING btree (initials varchar_pattern_ops);

CREATE INDEX registry_organisation_name_key_96448a0b ON registry_organisation USING btree (name_key);

CREATE INDEX registry_organisation_name_key_96448a0b_like ON registry_organisation USING btree (name_key varchar_pattern_ops);

CREATE INDEX registry_organisation_name_tail_1309fc82 ON registry_organisation USING btree (name_tail);

CREATE INDEX registry_organisation_name_tail_1309fc82_like ON registry_organisation USING btree (name_tail varchar_pattern_ops);

CREATE INDEX registry_organisation_uscc_73912c69_like ON registry_organisation USING btree (uscc varchar_pattern_ops);

CREATE INDEX registry_organisation_zone_id_26eccc69 ON registry_organisation USING btree (zone_id);

CREATE INDEX registry_organisationtag_organisation_id_3070e4c3 ON registry_organisationtag USING btree (organisation_id);

CREATE INDEX registry_person_area_id_5f65e8aa ON registry_person USING btree (area_id);

CREATE INDEX registry_person_initials_cb5eb359 ON registry_person USING btree (initials);

CREATE INDEX registry_person_initials_cb5eb359_like ON registry_person USING btree (initials varchar_pattern_ops);

CREATE INDEX registry_person_organisation_id_5a72c902 ON registry_person USING btree (organisation_id);

CREATE INDEX registry_person_zone_id_a663b75e ON registry_person USING btree (zone_id);

CREATE INDEX registry_personalrequest_account_id_2c0a5d03 ON registry_personalrequest USING btree (account_id);

CREATE INDEX registry_personalrequest_area_id_3d904d82 ON registry_personalrequest USING btree (area_id);

CREATE INDEX registry_personalrequest_by_id_b14c2347 ON registry_personalrequest USING btree (by_id);

CREATE INDEX registry_personalrequest_decided_by_id_65589369 ON registry_personalrequest USING btree (decided_by_id);

CREATE INDEX registry_personalrequest_person_id_7ab43186 ON registry_personalrequest USING btree (person_id);

CREATE INDEX registry_persontitle_person_id_51d7559b ON registry_persontitle USING btree (person_id);

CREATE INDEX registry_restriction_request_id_d81d7158 ON registry_restriction USING btree (request_id);

CREATE INDEX registry_savedview_user_id_451ed75d ON registry_savedview USING btree (user_id);

CREATE INDEX registry_service_area_id_64d30386 ON registry_service USING btree (area_id);

CREATE INDEX registry_service_organisation_id_e8c093eb ON registry_service USING btree (organisation_id);

CREATE INDEX registry_service_zone_id_aafd78b1 ON registry_service USING btree (zone_id);

CREATE INDEX registry_trlevidence_achievement_id_ac77b9bf ON registry_trlevidence USING btree (achievement_id);

CREATE INDEX registry_work_person_id_600496bf ON registry_work USING btree (person_id);

CREATE INDEX search_embeddingchoice_by_id_bcaae937 ON search_embeddingchoice USING btree (by_id);

CREATE INDEX service_figures ON registry_service USING btree (archived_at, field, area_id, zone_id, created_at);

CREATE INDEX service_list ON registry_service USING btree (archived_at, title);

CREATE INDEX service_scope ON registry_service USING btree (archived_at, disclosure, area_id, zone_id, organisation_id);

CREATE UNIQUE INDEX station_expert_slot ON programmes_stationexpert USING btree (seat_key, slot) WHERE (slot IS NOT NULL);

CREATE INDEX station_list ON programmes_station USING btree (title, id, area_id, zone_id, organisation_id, disclosure, archived_at, kind, is_outpost) WHERE (archived_at IS NULL);

CREATE UNIQUE INDEX station_patent_once ON programmes_stationpatent USING btree (thing) WHERE (NOT ((thing)::text = ''::text));

CREATE UNIQUE INDEX station_project_once ON programmes_stationproject USING btree (thing) WHERE (NOT ((thing)::text = ''::text));

CREATE INDEX station_scope ON programmes_station USING btree (archived_at, disclosure, area_id, zone_id, organisation_id, id);

CREATE INDEX success_index ON django_q_task USING btree ("group", name, func) WHERE success;

CREATE UNIQUE INDEX supervision_once ON demands_supervision USING btree (demand_id) WHERE (lifted_at IS NULL);

CREATE INDEX tag_ends ON registry_organisationtag USING btree (to_on, id, organisation_id, kind);

CREATE INDEX tag_on_a_day ON registry_organisationtag USING btree (kind, from_on, to_on, organisation_id);

CREATE UNIQUE INDEX unique_authenticator_type ON mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));

CREATE UNIQUE INDEX unique_primary_email ON account_emailaddress USING btree (user_id, "primary") WHERE "primary";

CREATE UNIQUE INDEX unique_verified_email ON account_emailaddress USING btree (email) WHERE verified;

CREATE INDEX visit_firm ON demands_visit USING btree (organisation_id, visited_on DESC);

CREATE INDEX visit_list ON demands_visit USING btree (visited_on DESC, id DESC, area_id, zone_id, organisation_id, disclosure, archived_at, kind, result) WHERE (archived_at IS NULL);

CREATE INDEX visit_mine ON demands_visit USING btree (visitor_id, visited_on DESC, id DESC);

CREATE INDEX visit_scope ON demands_visit USING btree (archived_at, disclosure, area_id, zone_id, organisation_id, id);

CREATE UNIQUE INDEX visit_sent_once ON demands_visit USING btree (visitor_id, submission) WHERE (NOT ((submission)::text = ''::text));

CREATE UNIQUE INDEX work_log_counted_once ON programmes_worklog USING btree (chain) WHERE ((state)::text = 'counted'::text);

CREATE INDEX work_log_day ON programmes_worklog USING btree (by_id, worked_on);

CREATE INDEX work_log_list ON programmes_worklog USING btree (worked_on DESC, id DESC);

CREATE UNIQUE INDEX work_log_pending_once ON programmes_worklog USING btree (chain) WHERE ((state)::text = ANY ((ARRAY['county_approved'::character varying, 'draft'::character varying, 'host_confirmed'::character varying, 'host_disputed'::character varying, 'returned'::character varying, 'submitted'::character varying])::text[]));

CREATE INDEX work_log_posting ON programmes_worklog USING btree (posting_id, state);

CREATE UNIQUE INDEX work_log_sent_once ON programmes_worklog USING btree (by_id, submission) WHERE (NOT ((submission)::text = ''::text));

CREATE INDEX work_log_waiting ON programmes_worklog USING btree (state, submitted_at);

CREATE INDEX work_report_area ON indicators_workreport USING btree (area_id, created_at DESC);

CREATE INDEX yield_firm ON programmes_yield USING btree (firm_id, kind, state);

CREATE INDEX yield_list ON programmes_yield USING btree (happened_on DESC, id DESC);

CREATE UNIQUE INDEX yield_thing_once ON programmes_yield USING btree (kind, thing) WHERE ((state)::text = ANY ((ARRAY['entered'::character varying, 'verified'::character varying])::text[]));

CREATE TRIGGER common_auditevent_rows BEFORE DELETE OR UPDATE ON common_auditevent FOR EACH ROW EXECUTE FUNCTION duijie_keep_audit();

CREATE TRIGGER common_auditevent_truncate BEFORE TRUNCATE ON common_auditevent FOR EACH STATEMENT EXECUTE FUNCTION duijie_keep_audit();

CREATE TRIGGER common_auditpurge_rows BEFORE DELETE OR UPDATE ON common_auditpurge FOR EACH ROW EXECUTE FUNCTION duijie_keep_audit();

CREATE TRIGGER common_auditpurge_truncate BEFORE TRUNCATE ON common_auditpurge FOR EACH STATEMENT EXECUTE FUNCTION duijie_keep_audit();

CREATE TRIGGER common_auditseal_rows BEFORE DELETE OR UPDATE ON common_auditseal FOR EACH ROW EXECUTE FUNCTION duijie_keep_audit();

CREATE TRIGGER common_auditseal_truncate BEFORE TRUNCATE ON common_auditseal FOR EACH STATEMENT EXECUTE FUNCTION duijie_keep_audit();

CREATE TRIGGER demands_demand_counted_delete AFTER DELETE ON demands_demand FOR EACH ROW EXECUTE FUNCTION duijie_demands_demand_counted();

CREATE TRIGGER demands_demand_counted_insert AFTER INSERT ON demands_demand FOR EACH ROW EXECUTE FUNCTION duijie_demands_demand_counted();

CREATE TRIGGER demands_demand_counted_update AFTER UPDATE ON demands_demand FOR EACH ROW WHEN (((old.area_id IS DISTINCT FROM new.area_id) OR (old.zone_id IS DISTINCT FROM new.zone_id) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text) OR ((old.source)::text IS DISTINCT FROM (new.source)::text) OR ((old.industry)::text IS DISTINCT FROM (new.industry)::text) OR (old.found_on IS DISTINCT FROM new.found_on) OR (old.created_at IS DISTINCT FROM new.created_at) OR (old.archived_at IS DISTINCT FROM new.archived_at))) EXECUTE FUNCTION duijie_demands_demand_counted();

CREATE TRIGGER demands_passage_counted_delete AFTER DELETE ON demands_passage FOR EACH ROW EXECUTE FUNCTION duijie_demands_passage_counted();

CREATE TRIGGER demands_passage_counted_insert AFTER INSERT ON demands_passage FOR EACH ROW EXECUTE FUNCTION duijie_demands_passage_counted();

CREATE TRIGGER demands_passage_counted_update AFTER UPDATE ON demands_passage FOR EACH ROW WHEN (((old.demand_id IS DISTINCT FROM new.demand_id) OR (old.verified_on IS DISTINCT FROM new.verified_on) OR (old.published_on IS DISTINCT FROM new.published_on) OR (old.matched_on IS DISTINCT FROM new.matched_on) OR (old.contacted_on IS DISTINCT FROM new.contacted_on) OR (old.negotiating_on IS DISTINCT FROM new.negotiating_on) OR (old.solving_on IS DISTINCT FROM new.solving_on) OR (old.solved_on IS DISTINCT FROM new.solved_on) OR (old.unsolved_on IS DISTINCT FROM new.unsolved_on) OR (old.reopened_on IS DISTINCT FROM new.reopened_on))) EXECUTE FUNCTION duijie_demands_passage_counted();

CREATE TRIGGER programmes_ledgerentry_kept_delete BEFORE DELETE ON programmes_ledgerentry FOR EACH ROW WHEN ((1 = 1)) EXECUTE FUNCTION duijie_keep_counted();

CREATE TRIGGER programmes_ledgerentry_kept_update BEFORE UPDATE ON programmes_ledgerentry FOR EACH ROW WHEN ((1 = 1)) EXECUTE FUNCTION duijie_keep_counted();

CREATE TRIGGER programmes_worklog_kept_delete BEFORE DELETE ON programmes_worklog FOR EACH ROW WHEN (((old.state)::text = ANY ((ARRAY['counted'::character varying, 'corrected'::character varying])::text[]))) EXECUTE FUNCTION duijie_keep_counted();

CREATE TRIGGER programmes_worklog_kept_update BEFORE UPDATE ON programmes_worklog FOR EACH ROW WHEN ((((old.state)::text = ANY ((ARRAY['counted'::character varying, 'corrected'::character varying])::text[])) AND ((old.posting_id IS DISTINCT FROM new.posting_id) OR (old.by_id IS DISTINCT FROM new.by_id) OR ((old.by_name)::text IS DISTINCT FROM (new.by_name)::text) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text) OR (old.worked_on IS DISTINCT FROM new.worked_on) OR (old.minutes IS DISTINCT FROM new.minutes) OR ((old.venue)::text IS DISTINCT FROM (new.venue)::text) OR ((old.title)::text IS DISTINCT FROM (new.title)::text) OR (old.notes IS DISTINCT FROM new.notes) OR ((old.chain)::text IS DISTINCT FROM (new.chain)::text) OR (old.corrects_id IS DISTINCT FROM new.corrects_id) OR (old.submitted_at IS DISTINCT FROM new.submitted_at) OR (old.contact_id IS DISTINCT FROM new.contact_id) OR ((old.confirmed_how)::text IS DISTINCT FROM (new.confirmed_how)::text) OR (old.answered_at IS DISTINCT FROM new.answered_at) OR (old.approved_by_id IS DISTINCT FROM new.approved_by_id) OR (old.counted_at IS DISTINCT FROM new.counted_at) OR (((old.state)::text = 'counted'::text) AND ((new.state)::text <> ALL ((ARRAY['counted'::character varying, 'corrected'::character varying])::text[]))) OR (((old.state)::text = 'corrected'::text) AND ((new.state)::text <> 'corrected'::text))))) EXECUTE FUNCTION duijie_keep_counted();

CREATE TRIGGER programmes_yield_kept_delete BEFORE DELETE ON programmes_yield FOR EACH ROW WHEN (((old.state)::text = ANY ((ARRAY['verified'::character varying, 'merged'::character varying])::text[]))) EXECUTE FUNCTION duijie_keep_counted();

CREATE TRIGGER programmes_yield_kept_update BEFORE UPDATE ON programmes_yield FOR EACH ROW WHEN ((((old.state)::text = ANY ((ARRAY['verified'::character varying, 'merged'::character varying])::text[])) AND (((old.kind)::text IS DISTINCT FROM (new.kind)::text) OR ((old.thing)::text IS DISTINCT FROM (new.thing)::text) OR ((old.number)::text IS DISTINCT FROM (new.number)::text) OR ((old.title)::text IS DISTINCT FROM (new.title)::text) OR (old.happened_on IS DISTINCT FROM new.happened_on) OR (old.persons IS DISTINCT FROM new.persons) OR (old.hours IS DISTINCT FROM new.hours) OR (old.by_id IS DISTINCT FROM new.by_id) OR (old.created_at IS DISTINCT FROM new.created_at) OR (((old.state)::text = 'verified'::text) AND ((new.state)::text <> ALL ((ARRAY['verified'::character varying, 'refused'::character varying, 'merged'::character varying])::text[]))) OR (((old.state)::text = 'merged'::text) AND ((new.state)::text <> 'merged'::text))))) EXECUTE FUNCTION duijie_keep_counted();

ALTER TABLE ONLY account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_user_id_bbee13e0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY accounts_historicaldepartment
    ADD CONSTRAINT accounts_historicald_history_user_id_e8623ce4_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY accounts_membership
    ADD CONSTRAINT accounts_membership_area_id_c4f29ba0_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY accounts_membership
    ADD CONSTRAINT accounts_membership_department_id_42e4d78d_fk_accounts_ FOREIGN KEY (department_id) REFERENCES accounts_department(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY accounts_membership
    ADD CONSTRAINT accounts_membership_granted_by_id_ad86be22_fk_accounts_user_id FOREIGN KEY (granted_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY accounts_membership
    ADD CONSTRAINT accounts_membership_organisation_id_98e5c22b_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY accounts_membership
    ADD CONSTRAINT accounts_membership_user_id_487fb39e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY accounts_pastpassword
    ADD CONSTRAINT accounts_pastpassword_user_id_054326c8_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY accounts_undertaking
    ADD CONSTRAINT accounts_undertaking_published_by_id_4e00911f_fk_accounts_ FOREIGN KEY (published_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY accounts_undertakingsignature
    ADD CONSTRAINT accounts_undertaking_undertaking_id_7793983c_fk_accounts_ FOREIGN KEY (undertaking_id) REFERENCES accounts_undertaking(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY accounts_undertakingsignature
    ADD CONSTRAINT accounts_undertaking_user_id_57e80bda_fk_accounts_ FOREIGN KEY (user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY common_importbatch
    ADD CONSTRAINT common_importbatch_area_id_63655d68_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY common_importbatch
    ADD CONSTRAINT common_importbatch_by_id_5588440d_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY common_importbatch
    ADD CONSTRAINT common_importbatch_job_id_edf89524_fk_common_job_id FOREIGN KEY (job_id) REFERENCES common_job(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY common_importrow
    ADD CONSTRAINT common_importrow_batch_id_99f2c17e_fk_common_importbatch_id FOREIGN KEY (batch_id) REFERENCES common_importbatch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY common_job
    ADD CONSTRAINT common_job_by_id_5ea9afb4_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY common_sitesettings
    ADD CONSTRAINT common_sitesettings_logo_id_960dfb8d_fk_common_sitelogo_id FOREIGN KEY (logo_id) REFERENCES common_sitelogo(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY common_sitesettings
    ADD CONSTRAINT common_sitesettings_previous_id_10ba049c_fk_common_si FOREIGN KEY (previous_id) REFERENCES common_sitesettings(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY common_sitesettings
    ADD CONSTRAINT common_sitesettings_saved_by_id_59e18dac_fk_accounts_user_id FOREIGN KEY (saved_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_bid
    ADD CONSTRAINT demands_bid_by_id_20d34c90_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_bid
    ADD CONSTRAINT demands_bid_challenge_id_df7b9f9c_fk_demands_challenge_id FOREIGN KEY (challenge_id) REFERENCES demands_challenge(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_bid
    ADD CONSTRAINT demands_bid_organisation_id_c811b685_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_breach
    ADD CONSTRAINT demands_breach_by_id_932d8871_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_breach
    ADD CONSTRAINT demands_breach_challenge_id_a01c3a3e_fk_demands_challenge_id FOREIGN KEY (challenge_id) REFERENCES demands_challenge(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_breach
    ADD CONSTRAINT demands_breach_organisation_id_ce52214e_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_breach
    ADD CONSTRAINT demands_breach_undone_by_id_871155ce_fk_accounts_user_id FOREIGN KEY (undone_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_caseevent
    ADD CONSTRAINT demands_caseevent_by_id_ff3bd5d8_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_caseevent
    ADD CONSTRAINT demands_caseevent_demand_id_9020c207_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_caseevent
    ADD CONSTRAINT demands_caseevent_handler_id_1a131d9b_fk_accounts_user_id FOREIGN KEY (handler_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_challenge
    ADD CONSTRAINT demands_challenge_by_id_0b19e513_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_challenge
    ADD CONSTRAINT demands_challenge_demand_id_9edf724c_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_challengerules
    ADD CONSTRAINT demands_challengerules_area_id_8c1eb5ab_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_challengerules
    ADD CONSTRAINT demands_challengerules_by_id_805668e2_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_clockentry
    ADD CONSTRAINT demands_clockentry_by_id_f780c962_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_clockentry
    ADD CONSTRAINT demands_clockentry_demand_id_9c421750_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_clockpolicy
    ADD CONSTRAINT demands_clockpolicy_area_id_b95684b9_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_clockpolicy
    ADD CONSTRAINT demands_clockpolicy_department_id_232b92cb_fk_accounts_ FOREIGN KEY (department_id) REFERENCES accounts_department(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_clockpolicy
    ADD CONSTRAINT demands_clockpolicy_head_id_b83911ec_fk_accounts_user_id FOREIGN KEY (head_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_clockpolicy
    ADD CONSTRAINT demands_clockpolicy_made_by_id_d69eec03_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_clockpolicy
    ADD CONSTRAINT demands_clockpolicy_previous_id_e6a6ea29_fk_demands_c FOREIGN KEY (previous_id) REFERENCES demands_clockpolicy(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_commonevent
    ADD CONSTRAINT demands_commonevent_by_id_19ce5882_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_commonevent
    ADD CONSTRAINT demands_commonevent_problem_id_68d18190_fk_demands_c FOREIGN KEY (problem_id) REFERENCES demands_commonproblem(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_commonmember
    ADD CONSTRAINT demands_commonmember_by_id_3505c9aa_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_commonmember
    ADD CONSTRAINT demands_commonmember_demand_id_87b05059_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_commonmember
    ADD CONSTRAINT demands_commonmember_problem_id_889e9a2a_fk_demands_c FOREIGN KEY (problem_id) REFERENCES demands_commonproblem(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_commonproblem
    ADD CONSTRAINT demands_commonproble_merged_into_id_acc77223_fk_demands_c FOREIGN KEY (merged_into_id) REFERENCES demands_commonproblem(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_commonproblem
    ADD CONSTRAINT demands_commonproblem_area_id_879b3917_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_commonproblem
    ADD CONSTRAINT demands_commonproblem_by_id_55650306_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_commonsolution
    ADD CONSTRAINT demands_commonsoluti_achievement_id_14a5b2de_fk_registry_ FOREIGN KEY (achievement_id) REFERENCES registry_achievement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_commonsolution
    ADD CONSTRAINT demands_commonsoluti_contract_id_9726089b_fk_demands_c FOREIGN KEY (contract_id) REFERENCES demands_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_commonsolution
    ADD CONSTRAINT demands_commonsoluti_problem_id_d28b43f8_fk_demands_c FOREIGN KEY (problem_id) REFERENCES demands_commonproblem(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_commonsolution
    ADD CONSTRAINT demands_commonsolution_by_id_123e10fa_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_contract
    ADD CONSTRAINT demands_contract_demand_id_2631b2a5_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_contract
    ADD CONSTRAINT demands_contract_organisation_id_bbc665a0_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_demand
    ADD CONSTRAINT demands_demand_area_id_0d392563_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_demand
    ADD CONSTRAINT demands_demand_department_id_880cc175_fk_accounts_department_id FOREIGN KEY (department_id) REFERENCES accounts_department(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_demand
    ADD CONSTRAINT demands_demand_handler_id_44d73a9b_fk_accounts_user_id FOREIGN KEY (handler_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_demand
    ADD CONSTRAINT demands_demand_organisation_id_f0cc1e57_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_demand
    ADD CONSTRAINT demands_demand_zone_id_a8eceb94_fk_registry_area_id FOREIGN KEY (zone_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_demandclock
    ADD CONSTRAINT demands_demandclock_demand_id_58348947_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_demandclock
    ADD CONSTRAINT demands_demandclock_handler_id_07056dc7_fk_accounts_user_id FOREIGN KEY (handler_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_demandclock
    ADD CONSTRAINT demands_demandclock_policy_id_627d002f_fk_demands_c FOREIGN KEY (policy_id) REFERENCES demands_clockpolicy(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_demandcontact
    ADD CONSTRAINT demands_demandcontact_by_id_bd57b0e6_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_demandcontact
    ADD CONSTRAINT demands_demandcontact_demand_id_c3e33f58_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_evidence
    ADD CONSTRAINT demands_evidence_demand_id_087f71a6_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_exchangecolumn
    ADD CONSTRAINT demands_exchangecolu_system_id_3fef2b7b_fk_demands_e FOREIGN KEY (system_id) REFERENCES demands_externalsystem(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_exchangerow
    ADD CONSTRAINT demands_exchangerow_demand_id_58609de2_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_exchangerow
    ADD CONSTRAINT demands_exchangerow_run_id_7f57f3d2_fk_demands_exchangerun_id FOREIGN KEY (run_id) REFERENCES demands_exchangerun(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_exchangerun
    ADD CONSTRAINT demands_exchangerun_area_id_0143f836_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_exchangerun
    ADD CONSTRAINT demands_exchangerun_by_id_dcbb6281_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_exchangerun
    ADD CONSTRAINT demands_exchangerun_job_id_8ff1a3af_fk_common_job_id FOREIGN KEY (job_id) REFERENCES common_job(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_exchangerun
    ADD CONSTRAINT demands_exchangerun_system_id_338a613f_fk_demands_e FOREIGN KEY (system_id) REFERENCES demands_externalsystem(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_externalreference
    ADD CONSTRAINT demands_externalrefe_demand_id_8f72804e_fk_demands_d FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_externalreference
    ADD CONSTRAINT demands_externalrefe_evidence_id_36b50627_fk_demands_e FOREIGN KEY (evidence_id) REFERENCES demands_evidence(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_externalreference
    ADD CONSTRAINT demands_externalrefe_system_id_2e9fdec6_fk_demands_e FOREIGN KEY (system_id) REFERENCES demands_externalsystem(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_filing
    ADD CONSTRAINT demands_filing_account_id_c7706190_fk_accounts_user_id FOREIGN KEY (account_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_filing
    ADD CONSTRAINT demands_filing_area_id_05b691ac_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_filing
    ADD CONSTRAINT demands_filing_decided_by_id_3da55804_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_filing
    ADD CONSTRAINT demands_filing_demand_id_7388a701_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_filing
    ADD CONSTRAINT demands_filing_organisation_id_efd87f20_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_filing
    ADD CONSTRAINT demands_filing_zone_id_b6dbb7b2_fk_registry_area_id FOREIGN KEY (zone_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_historicaldemand
    ADD CONSTRAINT demands_historicalde_history_user_id_79cd2cf4_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_historicalvisit
    ADD CONSTRAINT demands_historicalvi_history_user_id_82a73ce1_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_milestone
    ADD CONSTRAINT demands_milestone_demand_id_6d3b68bf_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_passage
    ADD CONSTRAINT demands_passage_demand_id_8cee3b7d_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_rating
    ADD CONSTRAINT demands_rating_by_id_23d11ba8_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_rating
    ADD CONSTRAINT demands_rating_demand_id_14798524_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_supervision
    ADD CONSTRAINT demands_supervision_by_id_42be7076_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_supervision
    ADD CONSTRAINT demands_supervision_demand_id_32cb9780_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_supervision
    ADD CONSTRAINT demands_supervision_lifted_by_id_b5d3dbb9_fk_accounts_user_id FOREIGN KEY (lifted_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_visit
    ADD CONSTRAINT demands_visit_area_id_8eb94ede_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_visit
    ADD CONSTRAINT demands_visit_demand_id_836e21f2_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_visit
    ADD CONSTRAINT demands_visit_organisation_id_1030a21e_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_visit
    ADD CONSTRAINT demands_visit_visitor_id_18bf1e5f_fk_accounts_user_id FOREIGN KEY (visitor_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_visit
    ADD CONSTRAINT demands_visit_zone_id_213ded72_fk_registry_area_id FOREIGN KEY (zone_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_visitposition
    ADD CONSTRAINT demands_visitposition_account_id_f8b0a869_fk_accounts_user_id FOREIGN KEY (account_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY demands_visitposition
    ADD CONSTRAINT demands_visitposition_visit_id_ffcd16ac_fk_demands_visit_id FOREIGN KEY (visit_id) REFERENCES demands_visit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY indicators_reporttemplate
    ADD CONSTRAINT indicators_reporttemplate_by_id_e02dc0f3_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY indicators_workreport
    ADD CONSTRAINT indicators_workrepor_repeats_id_6f84c33b_fk_indicator FOREIGN KEY (repeats_id) REFERENCES indicators_workreport(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY indicators_workreport
    ADD CONSTRAINT indicators_workreport_area_id_37b67ea5_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY indicators_workreport
    ADD CONSTRAINT indicators_workreport_by_id_55f34958_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY indicators_workreport
    ADD CONSTRAINT indicators_workreport_job_id_1be02b32_fk_common_job_id FOREIGN KEY (job_id) REFERENCES common_job(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_assignmentplan
    ADD CONSTRAINT matching_assignmentp_previous_id_355382c2_fk_matching_ FOREIGN KEY (previous_id) REFERENCES matching_assignmentplan(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_assignmentplan
    ADD CONSTRAINT matching_assignmentplan_area_id_4d721ec4_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_assignmentplan
    ADD CONSTRAINT matching_assignmentplan_by_id_451e6cab_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_assignmentplan
    ADD CONSTRAINT matching_assignmentplan_job_id_4318656c_fk_common_job_id FOREIGN KEY (job_id) REFERENCES common_job(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_assignmentplan
    ADD CONSTRAINT matching_assignmentplan_run_id_d0d453ab_fk_matching_matchrun_id FOREIGN KEY (run_id) REFERENCES matching_matchrun(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_candidate
    ADD CONSTRAINT matching_candidate_demand_id_f5c494f0_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_candidate
    ADD CONSTRAINT matching_candidate_run_id_8568cd4c_fk_matching_matchrun_id FOREIGN KEY (run_id) REFERENCES matching_matchrun(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_choice
    ADD CONSTRAINT matching_choice_by_id_00269bf0_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_choice
    ADD CONSTRAINT matching_choice_demand_id_69d89de5_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_judgement
    ADD CONSTRAINT matching_judgement_by_id_a23bfcf5_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_judgement
    ADD CONSTRAINT matching_judgement_demand_id_a229ef75_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_lexiconentry
    ADD CONSTRAINT matching_lexiconentr_updated_by_id_6ae81056_fk_accounts_ FOREIGN KEY (updated_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_lexiconimport
    ADD CONSTRAINT matching_lexiconimpo_reverted_by_id_2d00ca5b_fk_accounts_ FOREIGN KEY (reverted_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_lexiconimport
    ADD CONSTRAINT matching_lexiconimport_by_id_c6d3edb8_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_lexiconspelling
    ADD CONSTRAINT matching_lexiconspel_entry_id_338fcbf2_fk_matching_ FOREIGN KEY (entry_id) REFERENCES matching_lexiconentry(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_listfile
    ADD CONSTRAINT matching_listfile_list_match_id_f23e2d22_fk_matching_ FOREIGN KEY (list_match_id) REFERENCES matching_listmatch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_listitem
    ADD CONSTRAINT matching_listitem_list_match_id_52dd3185_fk_matching_ FOREIGN KEY (list_match_id) REFERENCES matching_listmatch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_listmatch
    ADD CONSTRAINT matching_listmatch_job_id_41ecd967_fk_common_job_id FOREIGN KEY (job_id) REFERENCES common_job(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_listmatch
    ADD CONSTRAINT matching_listmatch_owner_id_26e16175_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_listpair
    ADD CONSTRAINT matching_listpair_demand_id_6b97467d_fk_matching_listitem_id FOREIGN KEY (demand_id) REFERENCES matching_listitem(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_listpair
    ADD CONSTRAINT matching_listpair_list_match_id_4c8248a3_fk_matching_ FOREIGN KEY (list_match_id) REFERENCES matching_listmatch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_listpair
    ADD CONSTRAINT matching_listpair_supply_id_27ef52eb_fk_matching_listitem_id FOREIGN KEY (supply_id) REFERENCES matching_listitem(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_matchrun
    ADD CONSTRAINT matching_matchrun_area_id_79bbc87c_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_matchrun
    ADD CONSTRAINT matching_matchrun_by_id_0a5b1f73_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_matchrun
    ADD CONSTRAINT matching_matchrun_job_id_9848c3ff_fk_common_job_id FOREIGN KEY (job_id) REFERENCES common_job(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_matchrun
    ADD CONSTRAINT matching_matchrun_ranking_model_id_07c737c2_fk_matching_ FOREIGN KEY (ranking_model_id) REFERENCES matching_rankingmodel(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_planconflict
    ADD CONSTRAINT matching_planconflic_first_id_b675a1e8_fk_registry_ FOREIGN KEY (first_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_planconflict
    ADD CONSTRAINT matching_planconflic_plan_id_8c5ebd55_fk_matching_ FOREIGN KEY (plan_id) REFERENCES matching_assignmentplan(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_planconflict
    ADD CONSTRAINT matching_planconflic_second_id_78adda41_fk_registry_ FOREIGN KEY (second_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_planconflict
    ADD CONSTRAINT matching_planconflict_by_id_3a15ca90_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_plandemand
    ADD CONSTRAINT matching_plandemand_demand_id_f2ad57bc_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_plandemand
    ADD CONSTRAINT matching_plandemand_plan_id_e11ef1d4_fk_matching_ FOREIGN KEY (plan_id) REFERENCES matching_assignmentplan(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_planpair
    ADD CONSTRAINT matching_planpair_demand_id_67a8822c_fk_matching_plandemand_id FOREIGN KEY (demand_id) REFERENCES matching_plandemand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_planpair
    ADD CONSTRAINT matching_planpair_marked_by_id_8f0a14a5_fk_accounts_user_id FOREIGN KEY (marked_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_planpair
    ADD CONSTRAINT matching_planpair_plan_id_ddd72121_fk_matching_ FOREIGN KEY (plan_id) REFERENCES matching_assignmentplan(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_planpair
    ADD CONSTRAINT matching_planpair_proposal_id_5af238b5_fk_matching_proposal_id FOREIGN KEY (proposal_id) REFERENCES matching_proposal(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_planpair
    ADD CONSTRAINT matching_planpair_supply_id_66dec7cc_fk_matching_plansupply_id FOREIGN KEY (supply_id) REFERENCES matching_plansupply(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_plansupply
    ADD CONSTRAINT matching_plansupply_organisation_id_07bc166c_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_plansupply
    ADD CONSTRAINT matching_plansupply_plan_id_cb5257b9_fk_matching_ FOREIGN KEY (plan_id) REFERENCES matching_assignmentplan(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_proposal
    ADD CONSTRAINT matching_proposal_by_id_0d8dec32_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_proposal
    ADD CONSTRAINT matching_proposal_demand_id_472de380_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_proposal
    ADD CONSTRAINT matching_proposal_owner_id_24c38bb2_fk_registry_organisation_id FOREIGN KEY (owner_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_proposal
    ADD CONSTRAINT matching_proposal_person_id_ee4f746f_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES registry_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_proposal
    ADD CONSTRAINT matching_proposal_ranking_model_id_0d9f4cf3_fk_matching_ FOREIGN KEY (ranking_model_id) REFERENCES matching_rankingmodel(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_proposalevent
    ADD CONSTRAINT matching_proposaleve_proposal_id_f4290182_fk_matching_ FOREIGN KEY (proposal_id) REFERENCES matching_proposal(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_proposalevent
    ADD CONSTRAINT matching_proposalevent_by_id_d5c206fb_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_proposallink
    ADD CONSTRAINT matching_proposallin_proposal_id_70796edf_fk_matching_ FOREIGN KEY (proposal_id) REFERENCES matching_proposal(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_rankingmodel
    ADD CONSTRAINT matching_rankingmode_decided_by_id_502eda49_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_rankingmodelevent
    ADD CONSTRAINT matching_rankingmode_model_id_698a2ef9_fk_matching_ FOREIGN KEY (model_id) REFERENCES matching_rankingmodel(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_rankingmodel
    ADD CONSTRAINT matching_rankingmodel_by_id_921da2c6_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_rankingmodel
    ADD CONSTRAINT matching_rankingmodel_job_id_f0b58e4e_fk_common_job_id FOREIGN KEY (job_id) REFERENCES common_job(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY matching_rankingmodelevent
    ADD CONSTRAINT matching_rankingmodelevent_by_id_6eb51578_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY messaging_channelchoice
    ADD CONSTRAINT messaging_channelchoice_account_id_19744136_fk_accounts_user_id FOREIGN KEY (account_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY messaging_delivery
    ADD CONSTRAINT messaging_delivery_digest_id_61445e41_fk_messaging_digest_id FOREIGN KEY (digest_id) REFERENCES messaging_digest(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY messaging_delivery
    ADD CONSTRAINT messaging_delivery_message_id_e5d46cf3_fk_messaging_message_id FOREIGN KEY (message_id) REFERENCES messaging_message(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY messaging_digest
    ADD CONSTRAINT messaging_digest_account_id_254d8229_fk_accounts_user_id FOREIGN KEY (account_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY messaging_message
    ADD CONSTRAINT messaging_message_account_id_21900bb3_fk_accounts_user_id FOREIGN KEY (account_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY messaging_message
    ADD CONSTRAINT messaging_message_by_id_5a018b79_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY messaging_oneclicklink
    ADD CONSTRAINT messaging_oneclickli_message_id_d8362992_fk_messaging FOREIGN KEY (message_id) REFERENCES messaging_message(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY messaging_oneclicklink
    ADD CONSTRAINT messaging_oneclicklink_account_id_1e291311_fk_accounts_user_id FOREIGN KEY (account_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY messaging_wording
    ADD CONSTRAINT messaging_wording_by_id_92114ed8_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_agreementsignature
    ADD CONSTRAINT programmes_agreement_agreement_id_71ea5f40_fk_programme FOREIGN KEY (agreement_id) REFERENCES programmes_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_agreementtemplate
    ADD CONSTRAINT programmes_agreement_area_id_95bab6a4_fk_registry_ FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_agreementsignature
    ADD CONSTRAINT programmes_agreement_by_id_4ca1a542_fk_accounts_ FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_agreement
    ADD CONSTRAINT programmes_agreement_by_id_da3787d4_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_agreement
    ADD CONSTRAINT programmes_agreement_extends_id_3e79c50a_fk_programme FOREIGN KEY (extends_id) REFERENCES programmes_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_agreement
    ADD CONSTRAINT programmes_agreement_meeting_id_81a44388_fk_programme FOREIGN KEY (meeting_id) REFERENCES programmes_signingmeeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_agreement
    ADD CONSTRAINT programmes_agreement_posting_id_0aae3af9_fk_programme FOREIGN KEY (posting_id) REFERENCES programmes_posting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_agreement
    ADD CONSTRAINT programmes_agreement_replaces_id_38239d43_fk_programme FOREIGN KEY (replaces_id) REFERENCES programmes_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_agreement
    ADD CONSTRAINT programmes_agreement_template_id_fd25a642_fk_programme FOREIGN KEY (template_id) REFERENCES programmes_agreementtemplate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_agreementtemplate
    ADD CONSTRAINT programmes_agreementtemplate_by_id_c3be2043_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_applicationmember
    ADD CONSTRAINT programmes_applicati_application_id_425a6fc2_fk_programme FOREIGN KEY (application_id) REFERENCES programmes_application(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_applicationreturn
    ADD CONSTRAINT programmes_applicati_application_id_42c14162_fk_programme FOREIGN KEY (application_id) REFERENCES programmes_application(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_applicationpaper
    ADD CONSTRAINT programmes_applicati_application_id_6f6092ae_fk_programme FOREIGN KEY (application_id) REFERENCES programmes_application(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_application
    ADD CONSTRAINT programmes_applicati_organisation_id_00d8455f_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_applicationmember
    ADD CONSTRAINT programmes_applicati_organisation_id_70ab8af1_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_applicationmember
    ADD CONSTRAINT programmes_applicati_person_id_a0a70a3b_fk_registry_ FOREIGN KEY (person_id) REFERENCES registry_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_application
    ADD CONSTRAINT programmes_applicati_unit_id_315b9573_fk_programme FOREIGN KEY (unit_id) REFERENCES programmes_recommendingunit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_application
    ADD CONSTRAINT programmes_application_by_id_dde65a02_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_application
    ADD CONSTRAINT programmes_application_person_id_d10b4784_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES registry_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_application
    ADD CONSTRAINT programmes_application_round_id_38ff040a_fk_programmes_round_id FOREIGN KEY (round_id) REFERENCES programmes_round(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_applicationpaper
    ADD CONSTRAINT programmes_applicationpaper_by_id_8520b9b8_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_applicationreturn
    ADD CONSTRAINT programmes_applicationreturn_by_id_accd8130_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_award
    ADD CONSTRAINT programmes_award_area_id_fba59d0a_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_award
    ADD CONSTRAINT programmes_award_organisation_id_eb33eb80_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_award
    ADD CONSTRAINT programmes_award_zone_id_d2a4f531_fk_registry_area_id FOREIGN KEY (zone_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_certificate
    ADD CONSTRAINT programmes_certifica_application_id_96952d74_fk_programme FOREIGN KEY (application_id) REFERENCES programmes_application(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_certificate
    ADD CONSTRAINT programmes_certifica_programme_id_d2d9b56c_fk_programme FOREIGN KEY (programme_id) REFERENCES programmes_programme(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_certificate
    ADD CONSTRAINT programmes_certifica_recognition_id_7017c77f_fk_programme FOREIGN KEY (recognition_id) REFERENCES programmes_recognition(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_commendation
    ADD CONSTRAINT programmes_commendat_posting_id_43f5034a_fk_programme FOREIGN KEY (posting_id) REFERENCES programmes_posting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_commendation
    ADD CONSTRAINT programmes_commendation_by_id_12659481_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_conditioncheck
    ADD CONSTRAINT programmes_condition_application_id_4dbdd5ec_fk_programme FOREIGN KEY (application_id) REFERENCES programmes_application(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_confirmationlink
    ADD CONSTRAINT programmes_confirmat_contact_id_dc1fcce4_fk_programme FOREIGN KEY (contact_id) REFERENCES programmes_hostcontact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_confirmationslip
    ADD CONSTRAINT programmes_confirmat_log_id_123de709_fk_programme FOREIGN KEY (log_id) REFERENCES programmes_worklog(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_confirmationlink
    ADD CONSTRAINT programmes_confirmat_log_id_d3c280dd_fk_programme FOREIGN KEY (log_id) REFERENCES programmes_worklog(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_confirmationlink
    ADD CONSTRAINT programmes_confirmationlink_by_id_c8dc7fe5_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_confirmationslip
    ADD CONSTRAINT programmes_confirmationslip_by_id_779462a0_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_firmowner
    ADD CONSTRAINT programmes_firmowner_by_id_421ffba0_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_firmowner
    ADD CONSTRAINT programmes_firmowner_firm_id_5eda9aa3_fk_registry_ FOREIGN KEY (firm_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_firmowner
    ADD CONSTRAINT programmes_firmowner_person_id_5c38c986_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES registry_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_firmowner
    ADD CONSTRAINT programmes_firmowner_unit_id_69daebf7_fk_registry_ FOREIGN KEY (unit_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_historicalprogramme
    ADD CONSTRAINT programmes_historica_history_user_id_07758033_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_historicalpostingneed
    ADD CONSTRAINT programmes_historica_history_user_id_162319c9_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_historicalcertificate
    ADD CONSTRAINT programmes_historica_history_user_id_2bac05a9_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_historicalposting
    ADD CONSTRAINT programmes_historica_history_user_id_5805d175_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_historicalworklog
    ADD CONSTRAINT programmes_historica_history_user_id_846af5a9_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_historicalyield
    ADD CONSTRAINT programmes_historica_history_user_id_88437978_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_historicalapplication
    ADD CONSTRAINT programmes_historica_history_user_id_8e08eb97_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_historicalpostingcall
    ADD CONSTRAINT programmes_historica_history_user_id_916fb728_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_historicalround
    ADD CONSTRAINT programmes_historica_history_user_id_b1e999a2_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_historicalstation
    ADD CONSTRAINT programmes_historica_history_user_id_c6c3a1b7_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_historicalagreement
    ADD CONSTRAINT programmes_historica_history_user_id_cc7d9ace_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_historicalservicerules
    ADD CONSTRAINT programmes_historica_history_user_id_d83d8c08_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_historicalaward
    ADD CONSTRAINT programmes_historica_history_user_id_e666afd5_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_hostcontact
    ADD CONSTRAINT programmes_hostconta_organisation_id_640f5bd3_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_hostcontact
    ADD CONSTRAINT programmes_hostconta_verified_by_id_09166b39_fk_accounts_ FOREIGN KEY (verified_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_hostcontact
    ADD CONSTRAINT programmes_hostcontact_account_id_f34153f1_fk_accounts_user_id FOREIGN KEY (account_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_hostcontact
    ADD CONSTRAINT programmes_hostcontact_by_id_fe3ed408_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_lateallowance
    ADD CONSTRAINT programmes_lateallow_organisation_id_fbf2274b_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_lateallowance
    ADD CONSTRAINT programmes_lateallow_round_id_14c33cc9_fk_programme FOREIGN KEY (round_id) REFERENCES programmes_round(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_lateallowance
    ADD CONSTRAINT programmes_lateallowance_by_id_8956427f_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_ledgerentry
    ADD CONSTRAINT programmes_ledgerent_posting_id_16eb62e1_fk_programme FOREIGN KEY (posting_id) REFERENCES programmes_posting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_ledgerentry
    ADD CONSTRAINT programmes_ledgerent_reverses_id_f6d7a22a_fk_programme FOREIGN KEY (reverses_id) REFERENCES programmes_ledgerentry(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_ledgerentry
    ADD CONSTRAINT programmes_ledgerentry_by_id_c9a7dd90_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_meeting
    ADD CONSTRAINT programmes_meeting_by_id_e62eb17a_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_meeting
    ADD CONSTRAINT programmes_meeting_round_id_4f9ad9f0_fk_programmes_round_id FOREIGN KEY (round_id) REFERENCES programmes_round(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_objection
    ADD CONSTRAINT programmes_objection_application_id_e7390767_fk_programme FOREIGN KEY (application_id) REFERENCES programmes_application(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_objection
    ADD CONSTRAINT programmes_objection_decided_by_id_00978706_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_posting
    ADD CONSTRAINT programmes_posting_by_id_8c7581b7_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_posting
    ADD CONSTRAINT programmes_posting_call_id_431cadb0_fk_programme FOREIGN KEY (call_id) REFERENCES programmes_postingcall(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_posting
    ADD CONSTRAINT programmes_posting_certificate_id_39a93e0a_fk_programme FOREIGN KEY (certificate_id) REFERENCES programmes_certificate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_posting
    ADD CONSTRAINT programmes_posting_follows_id_9d42b1ad_fk_programmes_posting_id FOREIGN KEY (follows_id) REFERENCES programmes_posting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_posting
    ADD CONSTRAINT programmes_posting_home_id_36312f14_fk_registry_organisation_id FOREIGN KEY (home_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_posting
    ADD CONSTRAINT programmes_posting_host_id_fd1b75ba_fk_registry_organisation_id FOREIGN KEY (host_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_posting
    ADD CONSTRAINT programmes_posting_need_id_3c518fdd_fk_programme FOREIGN KEY (need_id) REFERENCES programmes_postingneed(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_posting
    ADD CONSTRAINT programmes_posting_person_id_67bd2aa6_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES registry_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingcall
    ADD CONSTRAINT programmes_postingcall_by_id_a80d83d4_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingcall
    ADD CONSTRAINT programmes_postingcall_round_id_361ce1cb_fk_programmes_round_id FOREIGN KEY (round_id) REFERENCES programmes_round(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingneed
    ADD CONSTRAINT programmes_postingne_call_id_2c1598b4_fk_programme FOREIGN KEY (call_id) REFERENCES programmes_postingcall(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingneed
    ADD CONSTRAINT programmes_postingne_host_id_85e90743_fk_registry_ FOREIGN KEY (host_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingneed
    ADD CONSTRAINT programmes_postingneed_area_id_25a2d245_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingneed
    ADD CONSTRAINT programmes_postingneed_by_id_4d8ea410_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingpair
    ADD CONSTRAINT programmes_postingpa_certificate_id_026f47a8_fk_programme FOREIGN KEY (certificate_id) REFERENCES programmes_certificate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingpair
    ADD CONSTRAINT programmes_postingpa_need_id_48309ace_fk_programme FOREIGN KEY (need_id) REFERENCES programmes_postingneed(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingpair
    ADD CONSTRAINT programmes_postingpa_plan_id_d1f576a3_fk_programme FOREIGN KEY (plan_id) REFERENCES programmes_postingplan(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingpair
    ADD CONSTRAINT programmes_postingpa_posting_id_4ac91589_fk_programme FOREIGN KEY (posting_id) REFERENCES programmes_posting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingperson
    ADD CONSTRAINT programmes_postingpe_person_id_c6463659_fk_registry_ FOREIGN KEY (person_id) REFERENCES registry_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingperson
    ADD CONSTRAINT programmes_postingpe_posting_id_9717e9ee_fk_programme FOREIGN KEY (posting_id) REFERENCES programmes_posting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingplan
    ADD CONSTRAINT programmes_postingpl_call_id_09a709b1_fk_programme FOREIGN KEY (call_id) REFERENCES programmes_postingcall(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingplan
    ADD CONSTRAINT programmes_postingplan_by_id_615a56e2_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_postingplan
    ADD CONSTRAINT programmes_postingplan_job_id_aa42f606_fk_common_job_id FOREIGN KEY (job_id) REFERENCES common_job(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_printpart
    ADD CONSTRAINT programmes_printpart_run_id_b532cc6c_fk_programmes_printrun_id FOREIGN KEY (run_id) REFERENCES programmes_printrun(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_printrun
    ADD CONSTRAINT programmes_printrun_by_id_e99f7cec_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_printrun
    ADD CONSTRAINT programmes_printrun_job_id_3d63c6f5_fk_common_job_id FOREIGN KEY (job_id) REFERENCES common_job(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_programme
    ADD CONSTRAINT programmes_programme_area_id_43cd7e93_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_programme
    ADD CONSTRAINT programmes_programme_by_id_39e86333_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_programme
    ADD CONSTRAINT programmes_programme_department_id_0878fea7_fk_accounts_ FOREIGN KEY (department_id) REFERENCES accounts_department(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_programmetext
    ADD CONSTRAINT programmes_programme_programme_id_c9bae50f_fk_programme FOREIGN KEY (programme_id) REFERENCES programmes_programme(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_programmetext
    ADD CONSTRAINT programmes_programmetext_by_id_f7a50454_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_publicnotice
    ADD CONSTRAINT programmes_publicnot_round_id_e617e32d_fk_programme FOREIGN KEY (round_id) REFERENCES programmes_round(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_publicnotice
    ADD CONSTRAINT programmes_publicnotice_by_id_d20c4267_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_recognition
    ADD CONSTRAINT programmes_recognition_by_id_fb60a1b7_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_recognition
    ADD CONSTRAINT programmes_recognition_round_id_f08449fa_fk_programmes_round_id FOREIGN KEY (round_id) REFERENCES programmes_round(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_recommendingunit
    ADD CONSTRAINT programmes_recommend_area_id_eea21168_fk_registry_ FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_recommendingunit
    ADD CONSTRAINT programmes_recommend_organisation_id_e4eb347e_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_recommendingunit
    ADD CONSTRAINT programmes_recommend_round_id_56374748_fk_programme FOREIGN KEY (round_id) REFERENCES programmes_round(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_recusal
    ADD CONSTRAINT programmes_recusal_account_id_73465a78_fk_accounts_user_id FOREIGN KEY (account_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_recusal
    ADD CONSTRAINT programmes_recusal_by_id_86cb539a_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_recusal
    ADD CONSTRAINT programmes_recusal_organisation_id_5479fb18_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_recusal
    ADD CONSTRAINT programmes_recusal_round_id_4833c84f_fk_programmes_round_id FOREIGN KEY (round_id) REFERENCES programmes_round(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_review
    ADD CONSTRAINT programmes_review_application_id_6bf92f91_fk_programme FOREIGN KEY (application_id) REFERENCES programmes_application(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_review
    ADD CONSTRAINT programmes_review_reviewer_id_726e503f_fk_programme FOREIGN KEY (reviewer_id) REFERENCES programmes_roundreviewer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_reviewpanel
    ADD CONSTRAINT programmes_reviewpanel_by_id_73cc9983_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_reviewpanel
    ADD CONSTRAINT programmes_reviewpanel_round_id_51254044_fk_programmes_round_id FOREIGN KEY (round_id) REFERENCES programmes_round(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_round
    ADD CONSTRAINT programmes_round_by_id_8401f3eb_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_round
    ADD CONSTRAINT programmes_round_programme_id_acb71872_fk_programme FOREIGN KEY (programme_id) REFERENCES programmes_programme(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_roundreviewer
    ADD CONSTRAINT programmes_roundrevi_account_id_421383bd_fk_accounts_ FOREIGN KEY (account_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_roundreviewer
    ADD CONSTRAINT programmes_roundrevi_panel_id_e93a1cbb_fk_programme FOREIGN KEY (panel_id) REFERENCES programmes_reviewpanel(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_roundreviewer
    ADD CONSTRAINT programmes_roundrevi_person_id_fc26687d_fk_registry_ FOREIGN KEY (person_id) REFERENCES registry_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_servicerules
    ADD CONSTRAINT programmes_serviceru_call_id_2846b209_fk_programme FOREIGN KEY (call_id) REFERENCES programmes_postingcall(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_signingmeeting
    ADD CONSTRAINT programmes_signingme_call_id_37774d85_fk_programme FOREIGN KEY (call_id) REFERENCES programmes_postingcall(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_signingmeeting
    ADD CONSTRAINT programmes_signingmeeting_by_id_5d8a9ea5_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_station
    ADD CONSTRAINT programmes_station_area_id_01d19af7_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_station
    ADD CONSTRAINT programmes_station_organisation_id_d10f92c4_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_station
    ADD CONSTRAINT programmes_station_zone_id_951ffef2_fk_registry_area_id FOREIGN KEY (zone_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_stationactivity
    ADD CONSTRAINT programmes_stationac_station_id_c131484b_fk_programme FOREIGN KEY (station_id) REFERENCES programmes_station(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_stationexpert
    ADD CONSTRAINT programmes_stationex_organisation_id_eb701661_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_stationexpert
    ADD CONSTRAINT programmes_stationex_person_id_06e1dfbb_fk_registry_ FOREIGN KEY (person_id) REFERENCES registry_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_stationexpert
    ADD CONSTRAINT programmes_stationex_station_id_75571b23_fk_programme FOREIGN KEY (station_id) REFERENCES programmes_station(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_stationpatent
    ADD CONSTRAINT programmes_stationpa_station_id_41591f63_fk_programme FOREIGN KEY (station_id) REFERENCES programmes_station(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_stationpresence
    ADD CONSTRAINT programmes_stationpr_station_id_4b78c4ea_fk_programme FOREIGN KEY (station_id) REFERENCES programmes_station(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_stationproject
    ADD CONSTRAINT programmes_stationpr_station_id_6851d235_fk_programme FOREIGN KEY (station_id) REFERENCES programmes_station(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_stationreport
    ADD CONSTRAINT programmes_stationre_station_id_b5651d95_fk_programme FOREIGN KEY (station_id) REFERENCES programmes_station(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_workday
    ADD CONSTRAINT programmes_workday_account_id_00d10e67_fk_accounts_user_id FOREIGN KEY (account_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_worklog
    ADD CONSTRAINT programmes_worklog_approved_by_id_0205deeb_fk_accounts_user_id FOREIGN KEY (approved_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_worklog
    ADD CONSTRAINT programmes_worklog_by_id_a8fae7ea_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_worklog
    ADD CONSTRAINT programmes_worklog_contact_id_a89f486a_fk_programme FOREIGN KEY (contact_id) REFERENCES programmes_hostcontact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_worklog
    ADD CONSTRAINT programmes_worklog_corrects_id_fc04f96b_fk_programme FOREIGN KEY (corrects_id) REFERENCES programmes_worklog(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_worklog
    ADD CONSTRAINT programmes_worklog_demand_id_29aa49db_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_worklog
    ADD CONSTRAINT programmes_worklog_posting_id_10cc26f4_fk_programmes_posting_id FOREIGN KEY (posting_id) REFERENCES programmes_posting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_worklogphoto
    ADD CONSTRAINT programmes_worklogph_log_id_212ce546_fk_programme FOREIGN KEY (log_id) REFERENCES programmes_worklog(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_worklogposition
    ADD CONSTRAINT programmes_worklogpo_account_id_d1b8b40c_fk_accounts_ FOREIGN KEY (account_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_worklogposition
    ADD CONSTRAINT programmes_worklogpo_log_id_77277411_fk_programme FOREIGN KEY (log_id) REFERENCES programmes_worklog(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_yield
    ADD CONSTRAINT programmes_yield_by_id_0f7ccf49_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_yield
    ADD CONSTRAINT programmes_yield_demand_id_9024c6ce_fk_demands_demand_id FOREIGN KEY (demand_id) REFERENCES demands_demand(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_yield
    ADD CONSTRAINT programmes_yield_firm_id_a33e0517_fk_registry_organisation_id FOREIGN KEY (firm_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_yield
    ADD CONSTRAINT programmes_yield_merged_into_id_5a4b4a09_fk_programmes_yield_id FOREIGN KEY (merged_into_id) REFERENCES programmes_yield(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_yieldevidence
    ADD CONSTRAINT programmes_yieldevid_service_yield_id_8212042a_fk_programme FOREIGN KEY (service_yield_id) REFERENCES programmes_yield(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_yieldevidence
    ADD CONSTRAINT programmes_yieldevidence_by_id_1486849b_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_yieldshare
    ADD CONSTRAINT programmes_yieldshar_posting_id_09a4e008_fk_programme FOREIGN KEY (posting_id) REFERENCES programmes_posting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY programmes_yieldshare
    ADD CONSTRAINT programmes_yieldshar_service_yield_id_bc9a6a0b_fk_programme FOREIGN KEY (service_yield_id) REFERENCES programmes_yield(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_accessrequest
    ADD CONSTRAINT registry_accessreque_decided_by_id_55b9e866_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_accessrequest
    ADD CONSTRAINT registry_accessreque_organisation_id_3aaebbde_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_accessrequest
    ADD CONSTRAINT registry_accessrequest_asker_id_52af0e7e_fk_accounts_user_id FOREIGN KEY (asker_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_achievement
    ADD CONSTRAINT registry_achievement_area_id_e0af39a0_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_achievement
    ADD CONSTRAINT registry_achievement_organisation_id_3187a87f_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_achievement
    ADD CONSTRAINT registry_achievement_zone_id_ec63cbaf_fk_registry_area_id FOREIGN KEY (zone_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_affiliation
    ADD CONSTRAINT registry_affiliation_organisation_id_b6f7cc11_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_affiliation
    ADD CONSTRAINT registry_affiliation_person_id_162b8d1d_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES registry_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_area
    ADD CONSTRAINT registry_area_parent_id_f6979cb5_fk_registry_area_id FOREIGN KEY (parent_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_attachment
    ADD CONSTRAINT registry_attachment_by_id_6ebd293c_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_carrier
    ADD CONSTRAINT registry_carrier_area_id_d58ebad3_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_carrier
    ADD CONSTRAINT registry_carrier_organisation_id_35b1bd09_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_carrier
    ADD CONSTRAINT registry_carrier_zone_id_a47f631d_fk_registry_area_id FOREIGN KEY (zone_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_carriermember
    ADD CONSTRAINT registry_carriermemb_carrier_id_c349b7fa_fk_registry_ FOREIGN KEY (carrier_id) REFERENCES registry_carrier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_carriermember
    ADD CONSTRAINT registry_carriermemb_organisation_id_092aa9ce_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_comment
    ADD CONSTRAINT registry_comment_by_id_6d594078_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_consent
    ADD CONSTRAINT registry_consent_user_id_96041880_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_contacthold
    ADD CONSTRAINT registry_contacthold_request_id_3f6d3f9f_fk_registry_ FOREIGN KEY (request_id) REFERENCES registry_personalrequest(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_duplicatepair
    ADD CONSTRAINT registry_duplicatepa_decided_by_id_b6056085_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_formername
    ADD CONSTRAINT registry_formername_organisation_id_0bd484bc_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_historicalachievement
    ADD CONSTRAINT registry_historicala_history_user_id_a8e37aba_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_historicalcarrier
    ADD CONSTRAINT registry_historicalc_history_user_id_b5b2369e_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_historicalorganisation
    ADD CONSTRAINT registry_historicalo_history_user_id_756479e7_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_historicalperson
    ADD CONSTRAINT registry_historicalp_history_user_id_d67d4ad6_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_historicalservice
    ADD CONSTRAINT registry_historicals_history_user_id_bdc9ef84_fk_accounts_ FOREIGN KEY (history_user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_merge
    ADD CONSTRAINT registry_merge_by_id_24c4ab59_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_merge
    ADD CONSTRAINT registry_merge_undone_by_id_5128c53c_fk_accounts_user_id FOREIGN KEY (undone_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_organisationtag
    ADD CONSTRAINT registry_organisatio_organisation_id_3070e4c3_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_organisation
    ADD CONSTRAINT registry_organisation_area_id_fd965012_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_organisation
    ADD CONSTRAINT registry_organisation_zone_id_26eccc69_fk_registry_area_id FOREIGN KEY (zone_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_person
    ADD CONSTRAINT registry_person_account_id_56cf6242_fk_accounts_user_id FOREIGN KEY (account_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_person
    ADD CONSTRAINT registry_person_area_id_5f65e8aa_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_person
    ADD CONSTRAINT registry_person_organisation_id_5a72c902_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_person
    ADD CONSTRAINT registry_person_zone_id_a663b75e_fk_registry_area_id FOREIGN KEY (zone_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_personalrequest
    ADD CONSTRAINT registry_personalreq_account_id_2c0a5d03_fk_accounts_ FOREIGN KEY (account_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_personalrequest
    ADD CONSTRAINT registry_personalreq_decided_by_id_65589369_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_personalrequest
    ADD CONSTRAINT registry_personalreq_person_id_7ab43186_fk_registry_ FOREIGN KEY (person_id) REFERENCES registry_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_personalrequest
    ADD CONSTRAINT registry_personalrequest_area_id_3d904d82_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_personalrequest
    ADD CONSTRAINT registry_personalrequest_by_id_b14c2347_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_persontitle
    ADD CONSTRAINT registry_persontitle_person_id_51d7559b_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES registry_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_restriction
    ADD CONSTRAINT registry_restriction_person_id_4f1cc2dc_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES registry_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_restriction
    ADD CONSTRAINT registry_restriction_request_id_d81d7158_fk_registry_ FOREIGN KEY (request_id) REFERENCES registry_personalrequest(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_savedview
    ADD CONSTRAINT registry_savedview_user_id_451ed75d_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_service
    ADD CONSTRAINT registry_service_area_id_64d30386_fk_registry_area_id FOREIGN KEY (area_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_service
    ADD CONSTRAINT registry_service_organisation_id_e8c093eb_fk_registry_ FOREIGN KEY (organisation_id) REFERENCES registry_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_service
    ADD CONSTRAINT registry_service_zone_id_aafd78b1_fk_registry_area_id FOREIGN KEY (zone_id) REFERENCES registry_area(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_trlevidence
    ADD CONSTRAINT registry_trlevidence_achievement_id_ac77b9bf_fk_registry_ FOREIGN KEY (achievement_id) REFERENCES registry_achievement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY registry_work
    ADD CONSTRAINT registry_work_person_id_600496bf_fk_registry_person_id FOREIGN KEY (person_id) REFERENCES registry_person(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY search_embeddingchoice
    ADD CONSTRAINT search_embeddingchoice_by_id_bcaae937_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY search_embeddingchoice
    ADD CONSTRAINT search_embeddingchoice_job_id_61634cc4_fk_common_job_id FOREIGN KEY (job_id) REFERENCES common_job(id) DEFERRABLE INITIALLY DEFERRED;

