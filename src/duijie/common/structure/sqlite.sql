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

CREATE TABLE "account_emailaddress" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "verified" bool NOT NULL, "primary" bool NOT NULL, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "email" varchar(254) NOT NULL);

CREATE TABLE "account_emailconfirmation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created" datetime NOT NULL, "sent" datetime NULL, "key" varchar(64) NOT NULL UNIQUE, "email_address_id" integer NOT NULL REFERENCES "account_emailaddress" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "accounts_apitoken" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL, "prefix" varchar(16) NOT NULL UNIQUE, "digest" varchar(64) NOT NULL UNIQUE, "scopes" text NOT NULL CHECK ((JSON_VALID("scopes") OR "scopes" IS NULL)), "created_at" datetime NOT NULL, "expires_at" datetime NULL, "last_used_at" datetime NULL, "revoked_at" datetime NULL, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "accounts_department" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(40) NOT NULL UNIQUE, "name" varchar(60) NOT NULL, "name_en" varchar(120) NOT NULL, "archived_at" datetime NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0));

CREATE TABLE "accounts_historicaldepartment" ("id" bigint NOT NULL, "key" varchar(40) NOT NULL, "name" varchar(60) NOT NULL, "name_en" varchar(120) NOT NULL, "archived_at" datetime NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "accounts_loginlock" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(160) NOT NULL UNIQUE, "failures" smallint unsigned NOT NULL CHECK ("failures" >= 0), "last_at" datetime NOT NULL);

CREATE TABLE "accounts_membership" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(40) NOT NULL, "granted_at" datetime NOT NULL, "area_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "department_id" bigint NULL REFERENCES "accounts_department" ("id") DEFERRABLE INITIALLY DEFERRED, "granted_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "from_on" date NULL, "to_on" date NULL, CONSTRAINT "membership_area_or_organisation" CHECK (("area_id" IS NULL OR "organisation_id" IS NULL)), CONSTRAINT "membership_ends_after_beginning" CHECK (("from_on" IS NULL OR "to_on" IS NULL OR "to_on" >= ("from_on"))));

CREATE TABLE "accounts_pastpassword" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "set_at" datetime NOT NULL, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "accounts_undertaking" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "version" integer unsigned NOT NULL UNIQUE CHECK ("version" >= 0), "text" text NOT NULL, "text_en" text NOT NULL, "published_at" datetime NOT NULL, "published_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "accounts_undertakingsignature" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(60) NOT NULL, "signed_at" datetime NOT NULL, "ip" char(39) NULL, "undertaking_id" bigint NOT NULL REFERENCES "accounts_undertaking" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "undertaking_signed_once" UNIQUE ("user_id", "undertaking_id"));

CREATE TABLE "accounts_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "username" varchar(60) NOT NULL UNIQUE, "mobile" varchar(20) NULL UNIQUE, "name" varchar(60) NOT NULL, "name_en" varchar(120) NOT NULL, "email" varchar(254) NOT NULL, "language" varchar(10) NOT NULL, "is_active" bool NOT NULL, "is_demo" bool NOT NULL, "password_changed_at" datetime NULL, "must_change_password" bool NOT NULL, "date_joined" datetime NOT NULL);

CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);

CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);

CREATE TABLE "common_auditevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "actor_label" varchar(160) NOT NULL, "verb" varchar(60) NOT NULL, "target_type" varchar(60) NOT NULL, "target_id" varchar(64) NOT NULL, "target_label" varchar(200) NOT NULL, "area_path" varchar(120) NOT NULL, "surface" varchar(10) NOT NULL, "ip" char(39) NULL, "agent" varchar(200) NOT NULL, "request_id" varchar(64) NOT NULL, "detail" text NOT NULL CHECK ((JSON_VALID("detail") OR "detail" IS NULL)), "actor_id" bigint NULL);

CREATE TABLE "common_auditpurge" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "last" bigint NOT NULL UNIQUE, "digest" varchar(64) NOT NULL, "at" datetime NOT NULL);

CREATE TABLE "common_auditseal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "first" bigint NOT NULL UNIQUE, "last" bigint NOT NULL UNIQUE, "count" bigint unsigned NOT NULL CHECK ("count" >= 0), "previous" varchar(64) NOT NULL UNIQUE, "digest" varchar(64) NOT NULL UNIQUE, "sealed_at" datetime NOT NULL);

CREATE TABLE "common_calendarday" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "date" date NOT NULL UNIQUE, "kind" varchar(16) NOT NULL, "name" varchar(80) NOT NULL, "name_en" varchar(120) NOT NULL, "origin" varchar(10) NOT NULL, "note" varchar(200) NOT NULL);

CREATE TABLE "common_importbatch" ("id" char(32) NOT NULL PRIMARY KEY, "noun" varchar(40) NOT NULL, "name" varchar(200) NOT NULL, "stored" varchar(200) NOT NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0), "sha256" varchar(64) NOT NULL, "state" varchar(10) NOT NULL, "mapping" text NOT NULL CHECK ((JSON_VALID("mapping") OR "mapping" IS NULL)), "sheets" text NOT NULL CHECK ((JSON_VALID("sheets") OR "sheets" IS NULL)), "notes" text NOT NULL CHECK ((JSON_VALID("notes") OR "notes" IS NULL)), "existing" varchar(6) NOT NULL, "run" integer unsigned NOT NULL CHECK ("run" >= 0), "digest" varchar(64) NOT NULL, "created_at" datetime NOT NULL, "applied_at" datetime NULL, "reverted_at" datetime NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "job_id" char(32) NULL REFERENCES "common_job" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "common_importrow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "run" integer unsigned NOT NULL CHECK ("run" >= 0), "number" integer unsigned NOT NULL CHECK ("number" >= 0), "sheet" varchar(200) NOT NULL, "row" integer unsigned NOT NULL CHECK ("row" >= 0), "cells" text NOT NULL CHECK ((JSON_VALID("cells") OR "cells" IS NULL)), "values" text NOT NULL CHECK ((JSON_VALID("values") OR "values" IS NULL)), "changes" text NOT NULL CHECK ((JSON_VALID("changes") OR "changes" IS NULL)), "outcome" varchar(10) NOT NULL, "errors" text NOT NULL CHECK ((JSON_VALID("errors") OR "errors" IS NULL)), "questions" text NOT NULL CHECK ((JSON_VALID("questions") OR "questions" IS NULL)), "asks" bool NOT NULL, "against" bigint NULL, "against_version" integer unsigned NULL CHECK ("against_version" >= 0), "decision" varchar(4) NOT NULL, "state" varchar(10) NOT NULL, "record" bigint NULL, "record_version" integer unsigned NULL CHECK ("record_version" >= 0), "before" text NULL CHECK ((JSON_VALID("before") OR "before" IS NULL)), "batch_id" char(32) NOT NULL REFERENCES "common_importbatch" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "import_row_once" UNIQUE ("batch_id", "run", "number"));

CREATE TABLE "common_job" ("id" char(32) NOT NULL PRIMARY KEY, "kind" varchar(60) NOT NULL, "key" varchar(200) NULL UNIQUE, "params" text NOT NULL CHECK ((JSON_VALID("params") OR "params" IS NULL)), "state" varchar(10) NOT NULL, "stage" varchar(60) NOT NULL, "done" bigint unsigned NOT NULL CHECK ("done" >= 0), "total" bigint unsigned NOT NULL CHECK ("total" >= 0), "log" text NOT NULL CHECK ((JSON_VALID("log") OR "log" IS NULL)), "error" text NULL CHECK ((JSON_VALID("error") OR "error" IS NULL)), "result" text NULL CHECK ((JSON_VALID("result") OR "result" IS NULL)), "kept" text NULL CHECK ((JSON_VALID("kept") OR "kept" IS NULL)), "created_at" datetime NOT NULL, "started_at" datetime NULL, "finished_at" datetime NULL, "enqueued_at" datetime NULL, "enqueued" smallint unsigned NOT NULL CHECK ("enqueued" >= 0), "heartbeat_at" datetime NULL, "lease_until" datetime NULL, "worker" varchar(32) NOT NULL, "attempt" smallint unsigned NOT NULL CHECK ("attempt" >= 0), "attempts_allowed" smallint unsigned NOT NULL CHECK ("attempts_allowed" >= 0), "cancel_requested_at" datetime NULL, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "job_lease_while_running" CHECK ((("lease_until" IS NOT NULL AND "state" = 'running') OR (NOT ("state" = 'running') AND "lease_until" IS NULL))), CONSTRAINT "job_finished_once_closed" CHECK ((("finished_at" IS NULL AND "state" IN ('queued', 'running')) OR (NOT ("state" IN ('queued', 'running')) AND "finished_at" IS NOT NULL))));

CREATE TABLE "common_outboxmessage" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "topic" varchar(60) NOT NULL, "key" varchar(200) NOT NULL, "payload" text NOT NULL CHECK ((JSON_VALID("payload") OR "payload" IS NULL)), "state" varchar(10) NOT NULL, "created_at" datetime NOT NULL, "due_at" datetime NOT NULL, "lease_until" datetime NULL, "attempts" smallint unsigned NOT NULL CHECK ("attempts" >= 0), "error" varchar(500) NOT NULL, "closed_at" datetime NULL, CONSTRAINT "outbox_topic_key_once" UNIQUE ("topic", "key"));

CREATE TABLE "common_personaldataread" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "reader_label" varchar(160) NOT NULL, "target_type" varchar(60) NOT NULL, "target_id" varchar(64) NOT NULL, "purpose" varchar(40) NOT NULL, "surface" varchar(10) NOT NULL, "reader_id" bigint NULL);

CREATE TABLE "common_publictry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(64) NOT NULL, "at" datetime NOT NULL);

CREATE TABLE "common_sitelogo" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL UNIQUE, "media_type" varchar(20) NOT NULL, "width" integer unsigned NOT NULL CHECK ("width" >= 0), "height" integer unsigned NOT NULL CHECK ("height" >= 0), "content" BLOB NOT NULL);

CREATE TABLE "common_sitesettings" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token" char(32) NOT NULL UNIQUE, "name" varchar(60) NOT NULL, "name_en" varchar(120) NOT NULL, "short_name" varchar(20) NOT NULL, "short_name_en" varchar(40) NOT NULL, "owner" varchar(60) NOT NULL, "owner_en" varchar(120) NOT NULL, "county_word" varchar(20) NOT NULL, "county_word_en" varchar(40) NOT NULL, "footer" varchar(200) NOT NULL, "footer_en" varchar(300) NOT NULL, "accent" varchar(10) NOT NULL, "saved_at" datetime NOT NULL, "reason" varchar(200) NOT NULL, "first" bool NULL UNIQUE, "logo_id" bigint NULL REFERENCES "common_sitelogo" ("id") DEFERRABLE INITIALLY DEFERRED, "previous_id" bigint NULL UNIQUE REFERENCES "common_sitesettings" ("id") DEFERRABLE INITIALLY DEFERRED, "saved_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "public_forms" varchar(10) DEFAULT 'closed' NOT NULL);

CREATE TABLE "demands_bid" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(12) NOT NULL, "lead" varchar(60) NOT NULL, "plan" text NOT NULL, "amount" decimal NOT NULL, "months" smallint unsigned NOT NULL CHECK ("months" >= 0), "contact" varchar(100) NOT NULL, "reason" varchar(300) NOT NULL, "submitted_at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "challenge_id" bigint NOT NULL REFERENCES "demands_challenge" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "bid_once" UNIQUE ("challenge_id", "organisation_id"));

CREATE TABLE "demands_breach" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "side" varchar(8) NOT NULL, "on" date NOT NULL, "reason" varchar(300) NOT NULL, "at" datetime NOT NULL, "undone_at" datetime NULL, "undone_reason" varchar(300) NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "challenge_id" bigint NOT NULL REFERENCES "demands_challenge" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "undone_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_caseevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "verb" varchar(20) NOT NULL, "before" varchar(12) NOT NULL, "after" varchar(12) NOT NULL, "reason" varchar(300) NOT NULL, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "handler_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_challenge" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(12) NOT NULL, "firm_amount" decimal NOT NULL, "grant" decimal NOT NULL, "cash_to_solver" decimal NOT NULL, "months" smallint unsigned NOT NULL CHECK ("months" >= 0), "closes_on" date NOT NULL, "beyond_ability" bool NOT NULL, "clean_record" bool NOT NULL, "rules" text NOT NULL CHECK ((JSON_VALID("rules") OR "rules" IS NULL)), "reason" varchar(300) NOT NULL, "announced_at" datetime NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NOT NULL UNIQUE REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "rd_proof" varchar(200) DEFAULT '' NOT NULL, "rd_ratio" bool DEFAULT 0 NOT NULL);

CREATE TABLE "demands_challengerules" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "most_months" smallint unsigned NOT NULL CHECK ("most_months" >= 0), "least_ratio" decimal NOT NULL, "least_cash_share" smallint unsigned NOT NULL CHECK ("least_cash_share" >= 0), "clean_years" smallint unsigned NOT NULL CHECK ("clean_years" >= 0), "least_days" smallint unsigned NOT NULL CHECK ("least_days" >= 0), "reason" varchar(200) NOT NULL, "saved_at" datetime NOT NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "needs_rd" bool DEFAULT 1 NOT NULL);

CREATE TABLE "demands_clockentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(8) NOT NULL, "round" smallint unsigned NOT NULL CHECK ("round" >= 0), "at" datetime NOT NULL, "deed" varchar(12) NOT NULL, "due_at" datetime NULL, "cause" varchar(20) NOT NULL, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_clockpolicy" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(60) NOT NULL, "kind" varchar(12) NOT NULL, "response" smallint unsigned NULL CHECK ("response" >= 0), "response_unit" varchar(4) NOT NULL, "update" smallint unsigned NULL CHECK ("update" >= 0), "update_unit" varchar(4) NOT NULL, "solution" smallint unsigned NULL CHECK ("solution" >= 0), "solution_unit" varchar(4) NOT NULL, "morning_from" time NOT NULL, "morning_to" time NOT NULL, "afternoon_from" time NOT NULL, "afternoon_to" time NOT NULL, "reminder_days" smallint unsigned NOT NULL CHECK ("reminder_days" >= 0), "pauses_for_enterprise" bool NOT NULL, "pauses_for_expert" bool NOT NULL, "supervise_days" smallint unsigned NULL CHECK ("supervise_days" >= 0), "supervises_itself" bool NOT NULL, "recalculates" bool NOT NULL, "made_at" datetime NOT NULL, "reason" varchar(200) NOT NULL, "ended_at" datetime NULL, "area_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "head_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "previous_id" bigint NULL UNIQUE REFERENCES "demands_clockpolicy" ("id") DEFERRABLE INITIALLY DEFERRED, "checking" smallint unsigned DEFAULT 3 NULL, "checking_unit" varchar(4) DEFAULT 'day' NOT NULL, "closing" smallint unsigned DEFAULT 10 NULL, "closing_unit" varchar(4) DEFAULT 'day' NOT NULL, "answer_days" smallint unsigned DEFAULT 10 NULL, "department_id" bigint NULL REFERENCES "accounts_department" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "clock_policy_hours" CHECK (("morning_from" < ("morning_to") AND "morning_to" < ("afternoon_from") AND "afternoon_from" < ("afternoon_to"))));

CREATE TABLE "demands_commonevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "verb" varchar(20) NOT NULL, "note" varchar(300) NOT NULL, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "problem_id" bigint NOT NULL REFERENCES "demands_commonproblem" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_commonmember" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(10) NOT NULL, "likeness" real NULL, "words" text NOT NULL CHECK ((JSON_VALID("words") OR "words" IS NULL)), "at" datetime NOT NULL, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "problem_id" bigint NOT NULL REFERENCES "demands_commonproblem" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "common_member_once" UNIQUE ("problem_id", "demand_id"));

CREATE TABLE "demands_commonproblem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(200) NOT NULL, "description" text NOT NULL, "industry" varchar(60) NOT NULL, "language" varchar(2) NOT NULL, "state" varchar(10) NOT NULL, "reason" varchar(200) NOT NULL, "likeness" real NULL, "found" text NOT NULL CHECK ((JSON_VALID("found") OR "found" IS NULL)), "found_at" datetime NULL, "is_touched" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "solved_on" date NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "is_demo" bool NOT NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "merged_into_id" bigint NULL REFERENCES "demands_commonproblem" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "common_problem_solved_on_a_day" CHECK ((NOT ("state" = 'solved') OR "solved_on" IS NOT NULL)));

CREATE TABLE "demands_commonsolution" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "summary" text NOT NULL, "evidence_kind" varchar(12) NOT NULL, "evidence_title" varchar(300) NOT NULL, "issuer" varchar(120) NOT NULL, "document_number" varchar(60) NOT NULL, "issued_on" date NULL, "at" datetime NOT NULL, "achievement_id" bigint NULL REFERENCES "registry_achievement" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "contract_id" bigint NULL REFERENCES "demands_contract" ("id") DEFERRABLE INITIALLY DEFERRED, "problem_id" bigint NOT NULL UNIQUE REFERENCES "demands_commonproblem" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_contract" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "organisation_name" varchar(120) NOT NULL, "contract_number" varchar(60) NOT NULL, "signed_on" date NULL, "amount" decimal NULL, "registration_number" varchar(60) NOT NULL, "registered_on" date NULL, "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_demand" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "title_en" varchar(300) NOT NULL, "kind" varchar(12) NOT NULL, "body" text NOT NULL, "body_en" text NOT NULL, "targets" text NOT NULL, "keywords" varchar(300) NOT NULL, "language" varchar(2) NOT NULL, "state" varchar(12) NOT NULL, "mode" varchar(12) NOT NULL, "budget_from" decimal NULL, "budget_to" decimal NULL, "requirements" text NOT NULL, "rights" varchar(200) NOT NULL, "deadline" date NULL, "found_on" date NULL, "source" varchar(12) NOT NULL, "industry" varchar(60) NOT NULL, "field" varchar(16) NOT NULL, "contact_name" varchar(60) NOT NULL, "contact_phone" varchar(40) NOT NULL, "due_on" date NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "department_id" bigint NULL REFERENCES "accounts_department" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "grade" varchar(12) NOT NULL, "clock_due_on" date NULL, "handler_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "level" varchar(12) DEFAULT 'county' NOT NULL, "names_owner" bool DEFAULT 0 NOT NULL, "public_summary" text DEFAULT '' NOT NULL, "public_title" varchar(120) DEFAULT '' NOT NULL, "tried" text DEFAULT '' NOT NULL, "waiting" varchar(12) DEFAULT '' NOT NULL, "agreed_how" varchar(12) DEFAULT '' NOT NULL, "asked_by" varchar(60) DEFAULT '' NOT NULL, "event_name" varchar(120) DEFAULT '' NOT NULL, "event_on" date NULL, "event_place" varchar(120) DEFAULT '' NOT NULL);

CREATE TABLE "demands_demandclock" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(8) NOT NULL, "round" smallint unsigned NOT NULL CHECK ("round" >= 0), "started_at" datetime NOT NULL, "due_at" datetime NOT NULL, "pauses" text NOT NULL CHECK ((JSON_VALID("pauses") OR "pauses" IS NULL)), "paused_at" datetime NULL, "told" smallint unsigned NOT NULL CHECK ("told" >= 0), "next_at" datetime NULL, "ended_at" datetime NULL, "end" varchar(12) NOT NULL, "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "handler_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "policy_id" bigint NOT NULL REFERENCES "demands_clockpolicy" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "clock_round_once" UNIQUE ("demand_id", "kind", "round"));

CREATE TABLE "demands_demandcontact" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "on" date NOT NULL, "side" varchar(12) NOT NULL, "channel" varchar(12) NOT NULL, "spoken_with" varchar(60) NOT NULL, "summary" varchar(500) NOT NULL, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_evidence" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "title" varchar(300) NOT NULL, "issuer" varchar(120) NOT NULL, "document_number" varchar(60) NOT NULL, "issued_on" date NULL, "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_exchangecolumn" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "heading" varchar(60) NOT NULL, "field" varchar(20) NOT NULL, "text" varchar(200) NOT NULL, "words" text NOT NULL CHECK ((JSON_VALID("words") OR "words" IS NULL)), "is_required" bool NOT NULL, "longest" integer unsigned NULL CHECK ("longest" >= 0), "system_id" bigint NOT NULL REFERENCES "demands_externalsystem" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "exchange_column_once" UNIQUE ("system_id", "heading"));

CREATE TABLE "demands_exchangerow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "outcome" varchar(10) NOT NULL, "findings" text NOT NULL CHECK ((JSON_VALID("findings") OR "findings" IS NULL)), "cells" text NOT NULL CHECK ((JSON_VALID("cells") OR "cells" IS NULL)), "digest" varchar(64) NOT NULL, "is_marked" bool NOT NULL, "before" text NULL CHECK ((JSON_VALID("before") OR "before" IS NULL)), "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "run_id" bigint NOT NULL REFERENCES "demands_exchangerun" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "exchange_row_once" UNIQUE ("run_id", "demand_id"));

CREATE TABLE "demands_exchangerun" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "format" varchar(4) NOT NULL, "only_changed" bool NOT NULL, "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "sha256" varchar(64) NOT NULL, "created_at" datetime NOT NULL, "finished_at" datetime NULL, "reverted_at" datetime NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "job_id" char(32) NULL REFERENCES "common_job" ("id") DEFERRABLE INITIALLY DEFERRED, "system_id" bigint NOT NULL REFERENCES "demands_externalsystem" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_externalreference" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" varchar(60) NOT NULL, "direction" varchar(3) NOT NULL, "state" varchar(10) NOT NULL, "state_text" varchar(60) NOT NULL, "result" varchar(1000) NOT NULL, "amount" decimal NULL, "result_on" date NULL, "digest" varchar(64) NOT NULL, "handed_at" datetime NULL, "heard_at" datetime NULL, "created_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "evidence_id" bigint NULL REFERENCES "demands_evidence" ("id") DEFERRABLE INITIALLY DEFERRED, "system_id" bigint NOT NULL REFERENCES "demands_externalsystem" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reference_demand_once" UNIQUE ("system_id", "demand_id"));

CREATE TABLE "demands_externalsystem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(60) NOT NULL, "code" varchar(20) NOT NULL UNIQUE, "note" varchar(300) NOT NULL, "state_words" text NOT NULL CHECK ((JSON_VALID("state_words") OR "state_words" IS NULL)), "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0));

CREATE TABLE "demands_filing" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(8) NOT NULL, "state" varchar(8) NOT NULL, "number" varchar(20) NOT NULL UNIQUE, "firm_name" varchar(120) NOT NULL, "uscc" varchar(18) NOT NULL, "contact_name" varchar(60) NOT NULL, "contact_phone" varchar(20) NOT NULL, "email" varchar(254) NOT NULL, "title" varchar(200) NOT NULL, "body" text NOT NULL, "targets" text NOT NULL, "proof" varchar(200) NOT NULL, "proof_name" varchar(120) NOT NULL, "proof_sha256" varchar(64) NOT NULL, "is_second" bool NOT NULL, "language" varchar(10) NOT NULL, "digest" varchar(64) NOT NULL UNIQUE, "submission" varchar(32) NOT NULL UNIQUE, "created_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "reason" varchar(300) NOT NULL, "decided_at" datetime NULL, "is_demo" bool NOT NULL, "account_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "decided_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "budget_from" decimal NULL, "budget_to" decimal NULL, "deadline" date NULL, "rights" varchar(200) DEFAULT '' NOT NULL, "tried" text DEFAULT '' NOT NULL, "urged_at" datetime NULL);

CREATE TABLE "demands_historicaldemand" ("id" bigint NOT NULL, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "title_en" varchar(300) NOT NULL, "kind" varchar(12) NOT NULL, "body" text NOT NULL, "body_en" text NOT NULL, "targets" text NOT NULL, "keywords" varchar(300) NOT NULL, "language" varchar(2) NOT NULL, "state" varchar(12) NOT NULL, "mode" varchar(12) NOT NULL, "budget_from" decimal NULL, "budget_to" decimal NULL, "requirements" text NOT NULL, "rights" varchar(200) NOT NULL, "deadline" date NULL, "found_on" date NULL, "source" varchar(12) NOT NULL, "industry" varchar(60) NOT NULL, "field" varchar(16) NOT NULL, "contact_name" varchar(60) NOT NULL, "contact_phone" varchar(40) NOT NULL, "due_on" date NULL, "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "area_id" bigint NULL, "department_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL, "zone_id" bigint NULL, "grade" varchar(12) NOT NULL, "handler_id" bigint NULL, "level" varchar(12) DEFAULT 'county' NOT NULL, "names_owner" bool DEFAULT 0 NOT NULL, "public_summary" text DEFAULT '' NOT NULL, "public_title" varchar(120) DEFAULT '' NOT NULL, "tried" text DEFAULT '' NOT NULL, "waiting" varchar(12) DEFAULT '' NOT NULL, "agreed_how" varchar(12) DEFAULT '' NOT NULL, "asked_by" varchar(60) DEFAULT '' NOT NULL, "event_name" varchar(120) DEFAULT '' NOT NULL, "event_on" date NULL, "event_place" varchar(120) DEFAULT '' NOT NULL);

CREATE TABLE "demands_historicalvisit" ("id" bigint NOT NULL, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "kind" varchar(12) NOT NULL, "result" varchar(12) NOT NULL, "visited_on" date NOT NULL, "visitor_name" varchar(60) NOT NULL, "notes" text NOT NULL, "follow_up_on" date NULL, "contact_name" varchar(60) NOT NULL, "contact_phone" varchar(40) NOT NULL, "submission" varchar(36) NOT NULL, "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "area_id" bigint NULL, "demand_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL, "visitor_id" bigint NULL, "zone_id" bigint NULL);

CREATE TABLE "demands_milestone" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(120) NOT NULL, "due_on" date NULL, "done_on" date NULL, "remark" varchar(300) NOT NULL, "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_passage" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "verified_on" date NULL, "published_on" date NULL, "matched_on" date NULL, "contacted_on" date NULL, "negotiating_on" date NULL, "solving_on" date NULL, "solved_on" date NULL, "unsolved_on" date NULL, "reopened_on" date NULL, "taken_over" text NOT NULL CHECK ((JSON_VALID("taken_over") OR "taken_over" IS NULL)), "demand_id" bigint NOT NULL UNIQUE REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_passageblock" ("number" integer unsigned NOT NULL PRIMARY KEY CHECK ("number" >= 0), "layout" varchar(32) NOT NULL, "version" char(32) NOT NULL, "packed" BLOB NOT NULL);

CREATE TABLE "demands_passagechange" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "demand" bigint NOT NULL);

CREATE TABLE "demands_rating" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "satisfaction" smallint unsigned NOT NULL CHECK ("satisfaction" >= 0), "comment" varchar(500) NOT NULL, "is_confirmed" bool NOT NULL, "rated_at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NOT NULL UNIQUE REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_supervision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "reason" varchar(200) NOT NULL, "lifted_at" datetime NULL, "lifted_reason" varchar(200) NOT NULL, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "lifted_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_visit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "kind" varchar(12) NOT NULL, "result" varchar(12) NOT NULL, "visited_on" date NOT NULL, "visitor_name" varchar(60) NOT NULL, "notes" text NOT NULL, "follow_up_on" date NULL, "contact_name" varchar(60) NOT NULL, "contact_phone" varchar(40) NOT NULL, "submission" varchar(36) NOT NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "visitor_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "demands_visitposition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "latitude" decimal NOT NULL, "longitude" decimal NOT NULL, "noted_at" datetime NOT NULL, "account_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "visit_id" bigint NOT NULL UNIQUE REFERENCES "demands_visit" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);

CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);

CREATE TABLE "django_q_ormq" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(100) NOT NULL, "payload" text NOT NULL, "lock" datetime NULL);

CREATE TABLE "django_q_schedule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "func" varchar(256) NOT NULL, "hook" varchar(256) NULL, "args" text NULL, "kwargs" text NULL, "repeats" integer NOT NULL, "next_run" datetime NULL, "task" varchar(100) NULL, "name" varchar(100) NULL, "minutes" smallint unsigned NULL CHECK ("minutes" >= 0), "cron" varchar(100) NULL, "cluster" varchar(100) NULL, "schedule_type" varchar(2) NOT NULL, "intended_date_kwarg" varchar(100) NULL);

CREATE TABLE "django_q_task" ("name" varchar(100) NOT NULL, "func" varchar(256) NOT NULL, "hook" varchar(256) NULL, "args" text NULL, "kwargs" text NULL, "result" text NULL, "started" datetime NOT NULL, "stopped" datetime NOT NULL, "success" bool NOT NULL, "id" varchar(32) NOT NULL PRIMARY KEY, "group" varchar(100) NULL, "attempt_count" integer NOT NULL, "cluster" varchar(100) NULL);

CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);

CREATE TABLE "indicators_reporttemplate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "language" varchar(8) NOT NULL, "file" varchar(100) NOT NULL, "name" varchar(200) NOT NULL, "sha256" varchar(64) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "indicators_workreport" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "first" date NOT NULL, "last" date NOT NULL, "title" varchar(120) NOT NULL, "language" varchar(8) NOT NULL, "base" varchar(200) NOT NULL, "created_at" datetime NOT NULL, "counted_at" datetime NULL, "figures" text NOT NULL CHECK ((JSON_VALID("figures") OR "figures" IS NULL)), "fingerprint" varchar(64) NOT NULL, "cases" text NOT NULL CHECK ((JSON_VALID("cases") OR "cases" IS NULL)), "cases_by_hand" bool NOT NULL, "document" varchar(100) NOT NULL, "paper" varchar(100) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "archived_at" datetime NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "job_id" char(32) NULL UNIQUE REFERENCES "common_job" ("id") DEFERRABLE INITIALLY DEFERRED, "repeats_id" bigint NULL REFERENCES "indicators_workreport" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "work_report_days_in_order" CHECK ("first" <= ("last")));

CREATE TABLE "matching_assignmentplan" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(120) NOT NULL, "kinds" varchar(60) NOT NULL, "industry" varchar(10) NOT NULL, "states" varchar(60) NOT NULL, "lowest" smallint unsigned NOT NULL CHECK ("lowest" >= 0), "cover" smallint unsigned NOT NULL CHECK ("cover" >= 0), "least" smallint unsigned NOT NULL CHECK ("least" >= 0), "most" smallint unsigned NOT NULL CHECK ("most" >= 0), "one_per_organisation" bool NOT NULL, "objective" varchar(8) NOT NULL, "stability" real NULL, "seconds" smallint unsigned NOT NULL CHECK ("seconds" >= 0), "state" varchar(12) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "generation" bigint unsigned NOT NULL CHECK ("generation" >= 0), "result" text NOT NULL CHECK ((JSON_VALID("result") OR "result" IS NULL)), "clash" text NULL CHECK ((JSON_VALID("clash") OR "clash" IS NULL)), "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "computed_at" datetime NULL, "released_at" datetime NULL, "is_demo" bool NOT NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "job_id" char(32) NULL REFERENCES "common_job" ("id") DEFERRABLE INITIALLY DEFERRED, "previous_id" bigint NULL REFERENCES "matching_assignmentplan" ("id") DEFERRABLE INITIALLY DEFERRED, "run_id" bigint NULL REFERENCES "matching_matchrun" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plan_least_below_most" CHECK ("most" >= ("least")), CONSTRAINT "plan_released_at_a_time" CHECK ((NOT ("state" = 'released') OR "released_at" IS NOT NULL)));

CREATE TABLE "matching_candidate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "direction" varchar(8) NOT NULL, "kind" varchar(12) NOT NULL, "supply" bigint unsigned NOT NULL CHECK ("supply" >= 0), "rank" smallint unsigned NOT NULL CHECK ("rank" >= 0), "raw" real NOT NULL, "score" real NOT NULL, "level" smallint unsigned NOT NULL CHECK ("level" >= 0), "forward" real NOT NULL, "backward" real NOT NULL, "reasons" text NOT NULL CHECK ((JSON_VALID("reasons") OR "reasons" IS NULL)), "is_new" bool NOT NULL, "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "run_id" bigint NOT NULL REFERENCES "matching_matchrun" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "candidate_once_a_direction" UNIQUE ("run_id", "direction", "demand_id", "kind", "supply"));

CREATE TABLE "matching_choice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "supply" bigint unsigned NOT NULL CHECK ("supply" >= 0), "choice" varchar(12) NOT NULL, "reason" varchar(16) NOT NULL, "note" varchar(500) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "choice_once" UNIQUE ("demand_id", "kind", "supply"));

CREATE TABLE "matching_judgement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "supply" bigint unsigned NOT NULL CHECK ("supply" >= 0), "level" smallint unsigned NOT NULL CHECK ("level" >= 0), "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "judgement_once" UNIQUE ("demand_id", "kind", "supply"), CONSTRAINT "judgement_level" CHECK (("level" >= 1 AND "level" <= 4)));

CREATE TABLE "matching_lexiconentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "chinese" varchar(400) NOT NULL, "english" varchar(400) NOT NULL, "synonyms" varchar(1000) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "updated_at" datetime NOT NULL, "updated_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "matching_lexiconimport" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "at" datetime NOT NULL, "added" integer unsigned NOT NULL CHECK ("added" >= 0), "changed" integer unsigned NOT NULL CHECK ("changed" >= 0), "changes" text NOT NULL CHECK ((JSON_VALID("changes") OR "changes" IS NULL)), "reverted_at" datetime NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "reverted_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "matching_lexiconspelling" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "spelling" varchar(80) NOT NULL UNIQUE, "entry_id" bigint NOT NULL REFERENCES "matching_lexiconentry" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "matching_listfile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "side" varchar(8) NOT NULL, "name" varchar(200) NOT NULL, "file" varchar(100) NOT NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0), "sha256" varchar(64) NOT NULL, "mapping" text NOT NULL CHECK ((JSON_VALID("mapping") OR "mapping" IS NULL)), "reading" text NOT NULL CHECK ((JSON_VALID("reading") OR "reading" IS NULL)), "rows" integer unsigned NOT NULL CHECK ("rows" >= 0), "problems" text NOT NULL CHECK ((JSON_VALID("problems") OR "problems" IS NULL)), "problem_count" integer unsigned NOT NULL CHECK ("problem_count" >= 0), "error" text NULL CHECK ((JSON_VALID("error") OR "error" IS NULL)), "list_match_id" char(32) NOT NULL REFERENCES "matching_listmatch" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "list_file_once_a_side" UNIQUE ("list_match_id", "side"));

CREATE TABLE "matching_listitem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "side" varchar(8) NOT NULL, "key" varchar(200) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "kind" varchar(12) NOT NULL, "title" varchar(300) NOT NULL, "text" text NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "best_level" smallint unsigned NOT NULL CHECK ("best_level" >= 0), "best_score" real NOT NULL, "unmatched" text NULL CHECK ((JSON_VALID("unmatched") OR "unmatched" IS NULL)), "list_match_id" char(32) NOT NULL REFERENCES "matching_listmatch" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "list_item_key_once" UNIQUE ("list_match_id", "side", "key"));

CREATE TABLE "matching_listmatch" ("id" char(32) NOT NULL PRIMARY KEY, "title" varchar(120) NOT NULL, "top" smallint unsigned NOT NULL CHECK ("top" >= 0), "version" integer unsigned NOT NULL CHECK ("version" >= 0), "understood_at" datetime NULL, "matched_at" datetime NULL, "summary" text NOT NULL CHECK ((JSON_VALID("summary") OR "summary" IS NULL)), "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "job_id" char(32) NULL REFERENCES "common_job" ("id") DEFERRABLE INITIALLY DEFERRED, "owner_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "diversity" real DEFAULT 0.0 NOT NULL, "most_shown" integer unsigned DEFAULT 0 NOT NULL);

CREATE TABLE "matching_listpair" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "direction" varchar(8) NOT NULL, "rank" smallint unsigned NOT NULL CHECK ("rank" >= 0), "raw" real NOT NULL, "score" real NOT NULL, "level" smallint unsigned NOT NULL CHECK ("level" >= 0), "forward" real NOT NULL, "backward" real NOT NULL, "reasons" text NOT NULL CHECK ((JSON_VALID("reasons") OR "reasons" IS NULL)), "demand_id" bigint NOT NULL REFERENCES "matching_listitem" ("id") DEFERRABLE INITIALLY DEFERRED, "list_match_id" char(32) NOT NULL REFERENCES "matching_listmatch" ("id") DEFERRABLE INITIALLY DEFERRED, "supply_id" bigint NOT NULL REFERENCES "matching_listitem" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "list_pair_once_a_direction" UNIQUE ("list_match_id", "direction", "demand_id", "supply_id"));

CREATE TABLE "matching_matchrun" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created_at" datetime NOT NULL, "finished_at" datetime NULL, "engine" varchar(80) NOT NULL, "summary" text NOT NULL CHECK ((JSON_VALID("summary") OR "summary" IS NULL)), "is_current" bool NOT NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "job_id" char(32) NULL UNIQUE REFERENCES "common_job" ("id") DEFERRABLE INITIALLY DEFERRED, "ranking_model_id" bigint NULL REFERENCES "matching_rankingmodel" ("id") DEFERRABLE INITIALLY DEFERRED, "diversity" real NOT NULL, "most_shown" integer unsigned NOT NULL CHECK ("most_shown" >= 0));

CREATE TABLE "matching_planconflict" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" varchar(12) NOT NULL, "note" varchar(300) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "first_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_id" bigint NOT NULL REFERENCES "matching_assignmentplan" ("id") DEFERRABLE INITIALLY DEFERRED, "second_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "before" text DEFAULT '{}' NOT NULL, CONSTRAINT "plan_conflict_of_two" CHECK (NOT ("first_id" = ("second_id"))));

CREATE TABLE "matching_plandemand" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "generation" bigint unsigned NOT NULL CHECK ("generation" >= 0), "position" integer unsigned NOT NULL CHECK ("position" >= 0), "cover" smallint unsigned NULL CHECK ("cover" >= 0), "given" smallint unsigned NOT NULL CHECK ("given" >= 0), "short" text NULL CHECK ((JSON_VALID("short") OR "short" IS NULL)), "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_id" bigint NOT NULL REFERENCES "matching_assignmentplan" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plan_demand_position_once" UNIQUE ("plan_id", "generation", "position"));

CREATE TABLE "matching_planpair" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "generation" bigint unsigned NOT NULL CHECK ("generation" >= 0), "score" real NOT NULL, "level" smallint unsigned NULL CHECK ("level" >= 0), "headline" text NOT NULL CHECK ((JSON_VALID("headline") OR "headline" IS NULL)), "mark" varchar(10) NOT NULL, "reason" varchar(12) NOT NULL, "note" varchar(300) NOT NULL, "is_chosen" bool NOT NULL, "was_chosen" bool NOT NULL, "is_added" bool NOT NULL, "demand_id" bigint NOT NULL REFERENCES "matching_plandemand" ("id") DEFERRABLE INITIALLY DEFERRED, "marked_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_id" bigint NOT NULL REFERENCES "matching_assignmentplan" ("id") DEFERRABLE INITIALLY DEFERRED, "supply_id" bigint NOT NULL REFERENCES "matching_plansupply" ("id") DEFERRABLE INITIALLY DEFERRED, "proposal_id" bigint NULL REFERENCES "matching_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plan_pair_once" UNIQUE ("demand_id", "supply_id"), CONSTRAINT "plan_pair_not_forbidden" CHECK (NOT ("is_chosen" AND "mark" = 'forbidden')));

CREATE TABLE "matching_plansupply" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "generation" bigint unsigned NOT NULL CHECK ("generation" >= 0), "position" integer unsigned NOT NULL CHECK ("position" >= 0), "kind" varchar(12) NOT NULL, "supply" bigint unsigned NOT NULL CHECK ("supply" >= 0), "title" varchar(300) NOT NULL, "least" smallint unsigned NULL CHECK ("least" >= 0), "most" smallint unsigned NULL CHECK ("most" >= 0), "capacity" smallint unsigned NULL CHECK ("capacity" >= 0), "load" integer unsigned NOT NULL CHECK ("load" >= 0), "total" real NOT NULL, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_id" bigint NOT NULL REFERENCES "matching_assignmentplan" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plan_supply_position_once" UNIQUE ("plan_id", "generation", "position"), CONSTRAINT "plan_supply_least_below_most" CHECK (("least" IS NULL OR "most" IS NULL OR "most" >= ("least"))));

CREATE TABLE "matching_proposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "supply" bigint unsigned NOT NULL CHECK ("supply" >= 0), "title" varchar(300) NOT NULL, "state" varchar(16) NOT NULL, "level" smallint unsigned NULL CHECK ("level" >= 0), "score" real NULL, "reasons" text NOT NULL CHECK ((JSON_VALID("reasons") OR "reasons" IS NULL)), "message" varchar(1000) NOT NULL, "expires_on" date NOT NULL, "reason" varchar(16) NOT NULL, "note" varchar(500) NOT NULL, "declined_by" varchar(8) NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "is_demo" bool NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NOT NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "owner_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "registry_person" ("id") DEFERRABLE INITIALLY DEFERRED, "ranking_model_id" bigint NULL REFERENCES "matching_rankingmodel" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "matching_proposalevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "verb" varchar(20) NOT NULL, "side" varchar(8) NOT NULL, "note" varchar(500) NOT NULL, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "proposal_id" bigint NOT NULL REFERENCES "matching_proposal" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "matching_proposallink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "side" varchar(8) NOT NULL, "digest" varchar(64) NOT NULL UNIQUE, "created_at" datetime NOT NULL, "opened_at" datetime NULL, "used_at" datetime NULL, "revoked_at" datetime NULL, "proposal_id" bigint NOT NULL REFERENCES "matching_proposal" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "matching_rankingmodel" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(10) NOT NULL, "file" varchar(100) NOT NULL, "sha256" varchar(64) NOT NULL, "data" varchar(64) NOT NULL, "embedder" varchar(80) NOT NULL, "embedder_fingerprint" varchar(200) NOT NULL, "pairs" integer unsigned NOT NULL CHECK ("pairs" >= 0), "demands" integer unsigned NOT NULL CHECK ("demands" >= 0), "left_out" integer unsigned NOT NULL CHECK ("left_out" >= 0), "figures" text NOT NULL CHECK ((JSON_VALID("figures") OR "figures" IS NULL)), "reliability" text NOT NULL CHECK ((JSON_VALID("reliability") OR "reliability" IS NULL)), "signals" text NOT NULL CHECK ((JSON_VALID("signals") OR "signals" IS NULL)), "compared" text NOT NULL CHECK ((JSON_VALID("compared") OR "compared" IS NULL)), "versions" text NOT NULL CHECK ((JSON_VALID("versions") OR "versions" IS NULL)), "created_at" datetime NOT NULL, "decided_at" datetime NULL, "reason" varchar(500) NOT NULL, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "decided_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "job_id" char(32) NULL UNIQUE REFERENCES "common_job" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "matching_rankingmodelevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "verb" varchar(20) NOT NULL, "note" varchar(500) NOT NULL, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "model_id" bigint NOT NULL REFERENCES "matching_rankingmodel" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "messaging_channelchoice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(40) NOT NULL, "mail" varchar(10) NOT NULL, "sms" bool NOT NULL, "account_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "channel_choice_once" UNIQUE ("account_id", "kind"));

CREATE TABLE "messaging_delivery" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "channel" varchar(8) NOT NULL, "state" varchar(12) NOT NULL, "at" datetime NOT NULL, "provider_number" varchar(100) NOT NULL, "note" varchar(300) NOT NULL, "digest_id" bigint NULL REFERENCES "messaging_digest" ("id") DEFERRABLE INITIALLY DEFERRED, "message_id" bigint NOT NULL REFERENCES "messaging_message" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "delivery_once_a_channel" UNIQUE ("message_id", "channel"));

CREATE TABLE "messaging_digest" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NOT NULL, "created_at" datetime NOT NULL, "sent_at" datetime NULL, "account_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "digest_once_a_day" UNIQUE ("account_id", "day"));

CREATE TABLE "messaging_message" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(200) NOT NULL, "kind" varchar(40) NOT NULL, "context" text NOT NULL CHECK ((JSON_VALID("context") OR "context" IS NULL)), "texts" text NOT NULL CHECK ((JSON_VALID("texts") OR "texts" IS NULL)), "link" varchar(300) NOT NULL, "urgency" varchar(10) NOT NULL, "target_type" varchar(60) NOT NULL, "target_id" varchar(40) NOT NULL, "code" varchar(16) NOT NULL UNIQUE, "created_at" datetime NOT NULL, "read_at" datetime NULL, "archived_at" datetime NULL, "received_at" datetime NULL, "account_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "address" varchar(254) NOT NULL, "addressee" varchar(120) NOT NULL, "language" varchar(10) NOT NULL, CONSTRAINT "message_once" UNIQUE ("account_id", "key"), CONSTRAINT "message_has_one_reader" CHECK ((("account_id" IS NOT NULL AND "address" = '') OR ("account_id" IS NULL AND NOT ("address" = '')))));

CREATE TABLE "messaging_oneclicklink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL UNIQUE, "purpose" varchar(12) NOT NULL, "created_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "used_at" datetime NULL, "message_id" bigint NOT NULL REFERENCES "messaging_message" ("id") DEFERRABLE INITIALLY DEFERRED, "account_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "messaging_wording" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(40) NOT NULL, "language" varchar(10) NOT NULL, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "subject" varchar(200) NOT NULL, "body" text NOT NULL, "short" varchar(300) NOT NULL, "is_shipped" bool NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "wording_version_once" UNIQUE ("kind", "language", "number"));

CREATE TABLE "mfa_authenticator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "type" varchar(20) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "created_at" datetime NOT NULL, "last_used_at" datetime NULL);

CREATE TABLE "programmes_agreement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "parties" varchar(40) NOT NULL, "language" varchar(10) NOT NULL, "tasks" text NOT NULL, "from_on" date NOT NULL, "to_on" date NOT NULL, "state" varchar(10) NOT NULL, "number" varchar(60) NULL UNIQUE, "filed_on" date NULL, "scan" varchar(200) NOT NULL, "scan_name" varchar(120) NOT NULL, "scan_size" integer unsigned NULL CHECK ("scan_size" >= 0), "scan_sha256" varchar(64) NOT NULL, "reason" varchar(300) NOT NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "template_id" bigint NULL REFERENCES "programmes_agreementtemplate" ("id") DEFERRABLE INITIALLY DEFERRED, "posting_id" bigint NOT NULL REFERENCES "programmes_posting" ("id") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NULL REFERENCES "programmes_signingmeeting" ("id") DEFERRABLE INITIALLY DEFERRED, "extends_id" bigint NULL REFERENCES "programmes_agreement" ("id") DEFERRABLE INITIALLY DEFERRED, "replaces_id" bigint NULL REFERENCES "programmes_agreement" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "agreement_ends_later" CHECK ("to_on" >= ("from_on")), CONSTRAINT "agreement_filed_whole" CHECK ((NOT ("state" = 'filed') OR ("filed_on" IS NOT NULL AND "number" IS NOT NULL AND NOT ("scan" = '')))));

CREATE TABLE "programmes_agreementsignature" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "party" varchar(14) NOT NULL, "signed_on" date NOT NULL, "signer" varchar(60) NOT NULL, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "at" datetime NOT NULL, "agreement_id" bigint NOT NULL REFERENCES "programmes_agreement" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "agreement_party_signs_once" UNIQUE ("agreement_id", "party"));

CREATE TABLE "programmes_agreementtemplate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL, "stored" varchar(200) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "sha256" varchar(64) NOT NULL, "archived_at" datetime NULL, "at" datetime NOT NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_application" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "organisation_name" varchar(120) NOT NULL, "name" varchar(60) NOT NULL, "title" varchar(60) NOT NULL, "answers" text NOT NULL CHECK ((JSON_VALID("answers") OR "answers" IS NULL)), "state" varchar(12) NOT NULL, "is_late" bool NOT NULL, "submitted_at" datetime NULL, "recommended_at" datetime NULL, "opinion" varchar(600) NOT NULL, "rank" integer unsigned NULL CHECK ("rank" >= 0), "reason" varchar(600) NOT NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "registry_person" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "programmes_recommendingunit" ("id") DEFERRABLE INITIALLY DEFERRED, "round_id" bigint NOT NULL REFERENCES "programmes_round" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "application_rank_once" UNIQUE ("unit_id", "rank"));

CREATE TABLE "programmes_applicationmember" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "place" smallint unsigned NOT NULL CHECK ("place" >= 0), "name" varchar(120) NOT NULL, "title" varchar(60) NOT NULL, "organisation_name" varchar(120) NOT NULL, "application_id" bigint NOT NULL REFERENCES "programmes_application" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "registry_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "application_member_once" UNIQUE ("application_id", "place"));

CREATE TABLE "programmes_applicationpaper" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(40) NOT NULL, "name" varchar(120) NOT NULL, "stored" varchar(200) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "sha256" varchar(64) NOT NULL, "at" datetime NOT NULL, "replaced_at" datetime NULL, "application_id" bigint NOT NULL REFERENCES "programmes_application" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_applicationreturn" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "defects" text NOT NULL CHECK ((JSON_VALID("defects") OR "defects" IS NULL)), "again" varchar(300) NOT NULL, "at" datetime NOT NULL, "application_id" bigint NOT NULL REFERENCES "programmes_application" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "application_return_once" UNIQUE ("application_id", "number"), CONSTRAINT "application_return_again_has_reason" CHECK (("number" = 1 OR NOT ("again" = ''))));

CREATE TABLE "programmes_award" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "award" varchar(120) NOT NULL, "level" varchar(10) NOT NULL, "grade" varchar(40) NOT NULL, "year" smallint unsigned NULL CHECK ("year" >= 0), "winner_kind" varchar(20) NOT NULL, "research_unit" varchar(120) NOT NULL, "people" varchar(300) NOT NULL, "station_name" varchar(200) NOT NULL, "source" varchar(200) NOT NULL, "source_on" date NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_certificate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "year" smallint unsigned NOT NULL CHECK ("year" >= 0), "serial" integer unsigned NOT NULL CHECK ("serial" >= 0), "number" varchar(60) NOT NULL UNIQUE, "code" varchar(40) NOT NULL UNIQUE, "state" varchar(10) NOT NULL, "from_on" date NOT NULL, "to_on" date NOT NULL, "reason" varchar(300) NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "application_id" bigint NOT NULL UNIQUE REFERENCES "programmes_application" ("id") DEFERRABLE INITIALLY DEFERRED, "programme_id" bigint NOT NULL REFERENCES "programmes_programme" ("id") DEFERRABLE INITIALLY DEFERRED, "recognition_id" bigint NOT NULL REFERENCES "programmes_recognition" ("id") DEFERRABLE INITIALLY DEFERRED, "exit_cause" varchar(16) NOT NULL, "left_on" date NULL, CONSTRAINT "certificate_serial_once" UNIQUE ("programme_id", "year", "serial"), CONSTRAINT "certificate_ends_later" CHECK ("to_on" >= ("from_on")), CONSTRAINT "certificate_left_with_a_cause" CHECK ((NOT ("state" = 'left') OR ("left_on" IS NOT NULL AND NOT ("exit_cause" = '')))));

CREATE TABLE "programmes_commendation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "level" varchar(10) NOT NULL, "document" varchar(80) NOT NULL, "issuer" varchar(120) NOT NULL, "issued_on" date NOT NULL, "is_demo" bool NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "posting_id" bigint NOT NULL REFERENCES "programmes_posting" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "commendation_once" UNIQUE ("posting_id", "document"));

CREATE TABLE "programmes_conditioncheck" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "answer" varchar(12) NOT NULL, "found" text NOT NULL CHECK ((JSON_VALID("found") OR "found" IS NULL)), "settled" text NOT NULL CHECK ((JSON_VALID("settled") OR "settled" IS NULL)), "at" datetime NOT NULL, "application_id" bigint NOT NULL REFERENCES "programmes_application" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "condition_check_once" UNIQUE ("application_id", "number"));

CREATE TABLE "programmes_confirmationlink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL UNIQUE, "created_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "used_at" datetime NULL, "replaced_at" datetime NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "contact_id" bigint NOT NULL REFERENCES "programmes_hostcontact" ("id") DEFERRABLE INITIALLY DEFERRED, "log_id" bigint NOT NULL REFERENCES "programmes_worklog" ("id") DEFERRABLE INITIALLY DEFERRED, "seed" varchar(32) DEFAULT '' NOT NULL);

CREATE TABLE "programmes_confirmationslip" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(16) NOT NULL UNIQUE, "content" varchar(64) NOT NULL, "printed_at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "log_id" bigint NOT NULL REFERENCES "programmes_worklog" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_firmowner" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "source" varchar(200) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "firm_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "registry_person" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "firm_owner_is_one" CHECK ((("person_id" IS NULL AND "unit_id" IS NOT NULL) OR ("person_id" IS NOT NULL AND "unit_id" IS NULL))), CONSTRAINT "firm_owner_is_another" CHECK (NOT ("firm_id" = ("unit_id") AND "unit_id" IS NOT NULL)), CONSTRAINT "firm_owner_person_once" UNIQUE ("firm_id", "person_id"), CONSTRAINT "firm_owner_unit_once" UNIQUE ("firm_id", "unit_id"));

CREATE TABLE "programmes_historicalagreement" ("id" bigint NOT NULL, "parties" varchar(40) NOT NULL, "language" varchar(10) NOT NULL, "tasks" text NOT NULL, "from_on" date NOT NULL, "to_on" date NOT NULL, "state" varchar(10) NOT NULL, "number" varchar(60) NULL, "filed_on" date NULL, "scan" varchar(200) NOT NULL, "scan_name" varchar(120) NOT NULL, "scan_size" integer unsigned NULL CHECK ("scan_size" >= 0), "scan_sha256" varchar(64) NOT NULL, "reason" varchar(300) NOT NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "by_id" bigint NULL, "extends_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "replaces_id" bigint NULL, "template_id" bigint NULL, "posting_id" bigint NULL, "meeting_id" bigint NULL);

CREATE TABLE "programmes_historicalapplication" ("id" bigint NOT NULL, "organisation_name" varchar(120) NOT NULL, "name" varchar(60) NOT NULL, "title" varchar(60) NOT NULL, "answers" text NOT NULL CHECK ((JSON_VALID("answers") OR "answers" IS NULL)), "state" varchar(12) NOT NULL, "is_late" bool NOT NULL, "submitted_at" datetime NULL, "recommended_at" datetime NULL, "opinion" varchar(600) NOT NULL, "rank" integer unsigned NULL CHECK ("rank" >= 0), "reason" varchar(600) NOT NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "by_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL, "person_id" bigint NULL, "unit_id" bigint NULL, "round_id" bigint NULL);

CREATE TABLE "programmes_historicalaward" ("id" bigint NOT NULL, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "award" varchar(120) NOT NULL, "level" varchar(10) NOT NULL, "grade" varchar(40) NOT NULL, "year" smallint unsigned NULL CHECK ("year" >= 0), "winner_kind" varchar(20) NOT NULL, "research_unit" varchar(120) NOT NULL, "people" varchar(300) NOT NULL, "station_name" varchar(200) NOT NULL, "source" varchar(200) NOT NULL, "source_on" date NULL, "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "area_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL, "zone_id" bigint NULL);

CREATE TABLE "programmes_historicalcertificate" ("id" bigint NOT NULL, "year" smallint unsigned NOT NULL CHECK ("year" >= 0), "serial" integer unsigned NOT NULL CHECK ("serial" >= 0), "number" varchar(60) NOT NULL, "code" varchar(40) NOT NULL, "state" varchar(10) NOT NULL, "from_on" date NOT NULL, "to_on" date NOT NULL, "reason" varchar(300) NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "application_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "programme_id" bigint NULL, "recognition_id" bigint NULL, "exit_cause" varchar(16) DEFAULT '' NOT NULL, "left_on" date NULL);

CREATE TABLE "programmes_historicalposting" ("id" bigint NOT NULL, "kind" varchar(12) NOT NULL, "name" varchar(60) NOT NULL, "role" varchar(60) NOT NULL, "from_on" date NOT NULL, "to_on" date NOT NULL, "state" varchar(20) NOT NULL, "person_agreed_at" datetime NULL, "host_agreed_at" datetime NULL, "score" real NULL, "reasons" text NOT NULL CHECK ((JSON_VALID("reasons") OR "reasons" IS NULL)), "reason" varchar(300) NOT NULL, "ended_on" date NULL, "handover" text NOT NULL CHECK ((JSON_VALID("handover") OR "handover" IS NULL)), "slot" smallint unsigned NULL CHECK ("slot" >= 0), "host_slot" smallint unsigned NULL CHECK ("host_slot" >= 0), "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "by_id" bigint NULL, "certificate_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "home_id" bigint NULL, "host_id" bigint NULL, "person_id" bigint NULL, "follows_id" bigint NULL, "call_id" bigint NULL, "need_id" bigint NULL, "warned_of" date NULL);

CREATE TABLE "programmes_historicalpostingcall" ("id" bigint NOT NULL, "needs_until" date NOT NULL, "post_until" date NOT NULL, "firms_most" smallint unsigned NOT NULL CHECK ("firms_most" >= 0), "requests_most" smallint unsigned NULL CHECK ("requests_most" >= 0), "firm_requests_most" smallint unsigned NOT NULL CHECK ("firm_requests_most" >= 0), "people_most" smallint unsigned NOT NULL CHECK ("people_most" >= 0), "serving_most" smallint unsigned NOT NULL CHECK ("serving_most" >= 0), "retired_most" smallint unsigned NOT NULL CHECK ("retired_most" >= 0), "term_months" smallint unsigned NOT NULL CHECK ("term_months" >= 0), "no_owners" bool NOT NULL, "fit_needed" bool NOT NULL, "lowest_fit" smallint unsigned NOT NULL CHECK ("lowest_fit" >= 0), "parties" smallint unsigned NOT NULL CHECK ("parties" >= 0), "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "by_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "round_id" bigint NULL, "academician_days" smallint unsigned DEFAULT 90 NOT NULL);

CREATE TABLE "programmes_historicalpostingneed" ("id" bigint NOT NULL, "title" varchar(120) NOT NULL, "body" text NOT NULL, "keywords" varchar(300) NOT NULL, "industry" varchar(60) NOT NULL, "field" varchar(16) NOT NULL, "wanted" smallint unsigned NOT NULL CHECK ("wanted" >= 0), "state" varchar(10) NOT NULL, "reason" varchar(300) NOT NULL, "county_slot" smallint unsigned NULL CHECK ("county_slot" >= 0), "firm_slot" smallint unsigned NULL CHECK ("firm_slot" >= 0), "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "area_id" bigint NULL, "by_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "host_id" bigint NULL, "call_id" bigint NULL);

CREATE TABLE "programmes_historicalprogramme" ("id" bigint NOT NULL, "template" varchar(40) NOT NULL, "name" varchar(80) NOT NULL, "name_en" varchar(120) NOT NULL, "rules" text NOT NULL CHECK ((JSON_VALID("rules") OR "rules" IS NULL)), "archived_at" datetime NULL, "is_demo" bool NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "area_id" bigint NULL, "by_id" bigint NULL, "department_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_historicalround" ("id" bigint NOT NULL, "name" varchar(80) NOT NULL, "state" varchar(12) NOT NULL, "opens_on" date NOT NULL, "closes_on" date NOT NULL, "recommend_by" date NULL, "call" text NOT NULL, "contact" varchar(120) NOT NULL, "rules" text NOT NULL CHECK ((JSON_VALID("rules") OR "rules" IS NULL)), "fingerprint" varchar(64) NOT NULL, "opened_at" datetime NULL, "reason" varchar(300) NOT NULL, "is_demo" bool NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "by_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "programme_id" bigint NULL);

CREATE TABLE "programmes_historicalservicerules" ("id" bigint NOT NULL, "late_days" smallint unsigned NOT NULL CHECK ("late_days" >= 0), "link_days" smallint unsigned NOT NULL CHECK ("link_days" >= 0), "remind_days" smallint unsigned NOT NULL CHECK ("remind_days" >= 0), "subsidy_most" decimal NULL, "insurance_most" decimal NULL, "project_most" decimal NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "call_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "warn_days" smallint unsigned DEFAULT 30 NOT NULL);

CREATE TABLE "programmes_historicalstation" ("id" bigint NOT NULL, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "kind" varchar(10) NOT NULL, "is_outpost" bool NOT NULL, "venue" varchar(120) NOT NULL, "home_name" varchar(120) NOT NULL, "leader" varchar(60) NOT NULL, "founded" date NULL, "ends_on" date NULL, "plan" text NOT NULL, "planned_days" integer unsigned NULL CHECK ("planned_days" >= 0), "keywords" varchar(300) NOT NULL, "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "area_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL, "zone_id" bigint NULL);

CREATE TABLE "programmes_historicalworklog" ("id" bigint NOT NULL, "by_name" varchar(60) NOT NULL, "kind" varchar(12) NOT NULL, "worked_on" date NOT NULL, "minutes" smallint unsigned NOT NULL CHECK ("minutes" >= 0), "venue" varchar(120) NOT NULL, "title" varchar(200) NOT NULL, "notes" text NOT NULL, "state" varchar(16) NOT NULL, "chain" varchar(32) NOT NULL, "submission" varchar(36) NOT NULL, "submitted_at" datetime NULL, "confirmed_how" varchar(8) NOT NULL, "answered_at" datetime NULL, "counted_at" datetime NULL, "reason" varchar(300) NOT NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "approved_by_id" bigint NULL, "by_id" bigint NULL, "demand_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "posting_id" bigint NULL, "contact_id" bigint NULL, "corrects_id" bigint NULL);

CREATE TABLE "programmes_historicalyield" ("id" bigint NOT NULL, "kind" varchar(20) NOT NULL, "thing" varchar(160) NOT NULL, "number" varchar(80) NOT NULL, "title" varchar(200) NOT NULL, "happened_on" date NOT NULL, "persons" integer unsigned NULL CHECK ("persons" >= 0), "hours" decimal NULL, "state" varchar(10) NOT NULL, "reason" varchar(300) NOT NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "by_id" bigint NULL, "demand_id" bigint NULL, "firm_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "merged_into_id" bigint NULL);

CREATE TABLE "programmes_hostcontact" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(60) NOT NULL, "post" varchar(60) NOT NULL, "mobile" varchar(40) NOT NULL, "email" varchar(254) NOT NULL, "proof" varchar(200) NOT NULL, "verified_at" datetime NULL, "ended_at" datetime NULL, "at" datetime NOT NULL, "is_demo" bool NOT NULL, "account_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "verified_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "host_contact_verified_by_somebody" CHECK (("verified_at" IS NULL OR "verified_by_id" IS NOT NULL)));

CREATE TABLE "programmes_lateallowance" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "until" date NOT NULL, "reason" varchar(300) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "round_id" bigint NOT NULL REFERENCES "programmes_round" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_ledgerentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "stage" varchar(8) NOT NULL, "amount" decimal NOT NULL, "booked_on" date NOT NULL, "document" varchar(80) NOT NULL, "note" varchar(300) NOT NULL, "file_name" varchar(120) NOT NULL, "stored" varchar(200) NOT NULL, "sha256" varchar(64) NOT NULL, "submission" varchar(36) NOT NULL, "is_demo" bool NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "posting_id" bigint NOT NULL REFERENCES "programmes_posting" ("id") DEFERRABLE INITIALLY DEFERRED, "reverses_id" bigint NULL UNIQUE REFERENCES "programmes_ledgerentry" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "ledger_sign_of_amount" CHECK ((("amount" > '0' AND "reverses_id" IS NULL) OR ("amount" < '0' AND "reverses_id" IS NOT NULL))), CONSTRAINT "ledger_reverses_another" CHECK (NOT ("reverses_id" = ("id") AND "reverses_id" IS NOT NULL)));

CREATE TABLE "programmes_meeting" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "listed" text NOT NULL CHECK ((JSON_VALID("listed") OR "listed" IS NULL)), "fingerprint" varchar(64) NOT NULL, "frozen_at" datetime NOT NULL, "held_on" date NULL, "attendees" varchar(600) NOT NULL, "minutes" text NOT NULL, "decided_at" datetime NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "round_id" bigint NOT NULL UNIQUE REFERENCES "programmes_round" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_objection" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(10) NOT NULL, "objector" varchar(120) NOT NULL, "contact" varchar(120) NOT NULL, "is_unit" bool NOT NULL, "statement" text NOT NULL, "evidence" varchar(200) NOT NULL, "evidence_name" varchar(120) NOT NULL, "evidence_sha256" varchar(64) NOT NULL, "submission" varchar(32) NOT NULL UNIQUE, "at" datetime NOT NULL, "reason" varchar(600) NOT NULL, "decided_at" datetime NULL, "application_id" bigint NOT NULL REFERENCES "programmes_application" ("id") DEFERRABLE INITIALLY DEFERRED, "decided_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_posting" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "name" varchar(60) NOT NULL, "role" varchar(60) NOT NULL, "from_on" date NOT NULL, "to_on" date NOT NULL, "state" varchar(20) NOT NULL, "person_agreed_at" datetime NULL, "host_agreed_at" datetime NULL, "score" real NULL, "reasons" text NOT NULL CHECK ((JSON_VALID("reasons") OR "reasons" IS NULL)), "reason" varchar(300) NOT NULL, "ended_on" date NULL, "handover" text NOT NULL CHECK ((JSON_VALID("handover") OR "handover" IS NULL)), "slot" smallint unsigned NULL CHECK ("slot" >= 0), "host_slot" smallint unsigned NULL CHECK ("host_slot" >= 0), "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "certificate_id" bigint NOT NULL REFERENCES "programmes_certificate" ("id") DEFERRABLE INITIALLY DEFERRED, "home_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "host_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "registry_person" ("id") DEFERRABLE INITIALLY DEFERRED, "call_id" bigint NOT NULL REFERENCES "programmes_postingcall" ("id") DEFERRABLE INITIALLY DEFERRED, "need_id" bigint NULL REFERENCES "programmes_postingneed" ("id") DEFERRABLE INITIALLY DEFERRED, "follows_id" bigint NULL REFERENCES "programmes_posting" ("id") DEFERRABLE INITIALLY DEFERRED, "warned_of" date NULL, CONSTRAINT "posting_ends_later" CHECK ("to_on" >= ("from_on")), CONSTRAINT "posting_has_slots" CHECK ((NOT ("state" IN ('active', 'agreement_draft', 'both_agreed', 'extended', 'filed', 'matched', 'signed_commissioner', 'signed_home_unit', 'signed_host')) OR ("host_slot" >= 1 AND "slot" >= 1))));

CREATE TABLE "programmes_postingcall" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "needs_until" date NOT NULL, "post_until" date NOT NULL, "firms_most" smallint unsigned NOT NULL CHECK ("firms_most" >= 0), "requests_most" smallint unsigned NULL CHECK ("requests_most" >= 0), "firm_requests_most" smallint unsigned NOT NULL CHECK ("firm_requests_most" >= 0), "people_most" smallint unsigned NOT NULL CHECK ("people_most" >= 0), "serving_most" smallint unsigned NOT NULL CHECK ("serving_most" >= 0), "retired_most" smallint unsigned NOT NULL CHECK ("retired_most" >= 0), "term_months" smallint unsigned NOT NULL CHECK ("term_months" >= 0), "no_owners" bool NOT NULL, "fit_needed" bool NOT NULL, "lowest_fit" smallint unsigned NOT NULL CHECK ("lowest_fit" >= 0), "parties" smallint unsigned NOT NULL CHECK ("parties" >= 0), "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "round_id" bigint NOT NULL UNIQUE REFERENCES "programmes_round" ("id") DEFERRABLE INITIALLY DEFERRED, "academician_days" smallint unsigned DEFAULT 90 NOT NULL, CONSTRAINT "posting_call_days_in_order" CHECK ("post_until" >= ("needs_until")));

CREATE TABLE "programmes_postingneed" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(120) NOT NULL, "body" text NOT NULL, "keywords" varchar(300) NOT NULL, "industry" varchar(60) NOT NULL, "field" varchar(16) NOT NULL, "wanted" smallint unsigned NOT NULL CHECK ("wanted" >= 0), "state" varchar(10) NOT NULL, "reason" varchar(300) NOT NULL, "county_slot" smallint unsigned NULL CHECK ("county_slot" >= 0), "firm_slot" smallint unsigned NULL CHECK ("firm_slot" >= 0), "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "call_id" bigint NOT NULL REFERENCES "programmes_postingcall" ("id") DEFERRABLE INITIALLY DEFERRED, "host_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_postingpair" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "generation" bigint unsigned NOT NULL CHECK ("generation" >= 0), "score" real NOT NULL, "reasons" text NOT NULL CHECK ((JSON_VALID("reasons") OR "reasons" IS NULL)), "is_chosen" bool NOT NULL, "is_by_hand" bool NOT NULL, "certificate_id" bigint NOT NULL REFERENCES "programmes_certificate" ("id") DEFERRABLE INITIALLY DEFERRED, "need_id" bigint NOT NULL REFERENCES "programmes_postingneed" ("id") DEFERRABLE INITIALLY DEFERRED, "posting_id" bigint NULL REFERENCES "programmes_posting" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_id" bigint NOT NULL REFERENCES "programmes_postingplan" ("id") DEFERRABLE INITIALLY DEFERRED, "left_out" varchar(20) DEFAULT '' NOT NULL, CONSTRAINT "posting_pair_once" UNIQUE ("plan_id", "generation", "need_id", "certificate_id"));

CREATE TABLE "programmes_postingperson" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(60) NOT NULL, "is_leader" bool NOT NULL, "from_on" date NULL, "to_on" date NULL, "person_id" bigint NULL REFERENCES "registry_person" ("id") DEFERRABLE INITIALLY DEFERRED, "posting_id" bigint NOT NULL REFERENCES "programmes_posting" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_postingplan" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(10) NOT NULL, "seconds" smallint unsigned NOT NULL CHECK ("seconds" >= 0), "generation" bigint unsigned NOT NULL CHECK ("generation" >= 0), "result" text NOT NULL CHECK ((JSON_VALID("result") OR "result" IS NULL)), "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "released_at" datetime NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "call_id" bigint NOT NULL REFERENCES "programmes_postingcall" ("id") DEFERRABLE INITIALLY DEFERRED, "job_id" char(32) NULL REFERENCES "common_job" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_printpart" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "start" integer unsigned NOT NULL CHECK ("start" >= 0), "count" integer unsigned NOT NULL CHECK ("count" >= 0), "first" varchar(60) NOT NULL, "last" varchar(60) NOT NULL, "stored" varchar(200) NOT NULL, "sha256" varchar(64) NOT NULL, "at" datetime NOT NULL, "run_id" bigint NOT NULL REFERENCES "programmes_printrun" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "print_part_once" UNIQUE ("run_id", "start"));

CREATE TABLE "programmes_printrun" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "language" varchar(10) NOT NULL, "listed" text NOT NULL CHECK ((JSON_VALID("listed") OR "listed" IS NULL)), "base" varchar(200) NOT NULL, "stored" varchar(200) NOT NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0), "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "job_id" char(32) NULL REFERENCES "common_job" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_programme" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "template" varchar(40) NOT NULL, "name" varchar(80) NOT NULL, "name_en" varchar(120) NOT NULL, "rules" text NOT NULL CHECK ((JSON_VALID("rules") OR "rules" IS NULL)), "archived_at" datetime NULL, "is_demo" bool NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "department_id" bigint NULL REFERENCES "accounts_department" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "programme_once" UNIQUE ("area_id", "name"));

CREATE TABLE "programmes_programmetext" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(20) NOT NULL, "language" varchar(10) NOT NULL, "title" varchar(200) NOT NULL, "body" text NOT NULL, "changed_at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "programme_id" bigint NOT NULL REFERENCES "programmes_programme" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "programme_text_once" UNIQUE ("programme_id", "key", "language"));

CREATE TABLE "programmes_publicnotice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "from_on" date NOT NULL, "to_on" date NOT NULL, "days" smallint unsigned NOT NULL CHECK ("days" >= 0), "receiver" varchar(200) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "round_id" bigint NOT NULL UNIQUE REFERENCES "programmes_round" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "public_notice_ends_later" CHECK ("to_on" >= ("from_on")));

CREATE TABLE "programmes_recognition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "document" varchar(80) NOT NULL, "issued_on" date NOT NULL, "issuer" varchar(120) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "round_id" bigint NOT NULL REFERENCES "programmes_round" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "recognition_once" UNIQUE ("round_id", "document"));

CREATE TABLE "programmes_recommendingunit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "quota" integer unsigned NULL CHECK ("quota" >= 0), "used" integer unsigned NOT NULL CHECK ("used" >= 0), "area_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "round_id" bigint NOT NULL REFERENCES "programmes_round" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "recommending_unit_is_one" CHECK ((("area_id" IS NOT NULL AND "organisation_id" IS NULL) OR ("area_id" IS NULL AND "organisation_id" IS NOT NULL))), CONSTRAINT "recommending_unit_quota" CHECK (("quota" IS NULL OR "used" <= ("quota"))), CONSTRAINT "recommending_unit_area_once" UNIQUE ("round_id", "area_id"), CONSTRAINT "recommending_unit_organisation_once" UNIQUE ("round_id", "organisation_id"));

CREATE TABLE "programmes_recusal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" varchar(300) NOT NULL, "at" datetime NOT NULL, "account_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "round_id" bigint NOT NULL REFERENCES "programmes_round" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "recusal_once" UNIQUE ("round_id", "account_id", "organisation_id"));

CREATE TABLE "programmes_review" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "marks" text NOT NULL CHECK ((JSON_VALID("marks") OR "marks" IS NULL)), "comment" text NOT NULL, "submitted_at" datetime NULL, "recused_at" datetime NULL, "reason" varchar(300) NOT NULL, "assigned_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "application_id" bigint NOT NULL REFERENCES "programmes_application" ("id") DEFERRABLE INITIALLY DEFERRED, "reviewer_id" bigint NOT NULL REFERENCES "programmes_roundreviewer" ("id") DEFERRABLE INITIALLY DEFERRED, "fit" real NULL, "fit_reasons" text DEFAULT '[]' NOT NULL, CONSTRAINT "review_once" UNIQUE ("application_id", "reviewer_id"), CONSTRAINT "review_not_handed_in_by_the_recused" CHECK (("submitted_at" IS NULL OR "recused_at" IS NULL)));

CREATE TABLE "programmes_reviewpanel" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "each" smallint unsigned NOT NULL CHECK ("each" >= 0), "each_side" smallint unsigned NOT NULL CHECK ("each_side" >= 0), "from_scores" smallint unsigned NOT NULL CHECK ("from_scores" >= 0), "is_blind" bool NOT NULL, "fields" text NOT NULL CHECK ((JSON_VALID("fields") OR "fields" IS NULL)), "papers" text NOT NULL CHECK ((JSON_VALID("papers") OR "papers" IS NULL)), "due_on" date NOT NULL, "ranking" text NOT NULL CHECK ((JSON_VALID("ranking") OR "ranking" IS NULL)), "closed_at" datetime NULL, "reason" varchar(300) NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "round_id" bigint NOT NULL UNIQUE REFERENCES "programmes_round" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "review_panel_keeps_a_score" CHECK ("from_scores" > ("each_side" + "each_side")));

CREATE TABLE "programmes_round" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL, "state" varchar(12) NOT NULL, "opens_on" date NOT NULL, "closes_on" date NOT NULL, "recommend_by" date NULL, "call" text NOT NULL, "contact" varchar(120) NOT NULL, "rules" text NOT NULL CHECK ((JSON_VALID("rules") OR "rules" IS NULL)), "fingerprint" varchar(64) NOT NULL, "opened_at" datetime NULL, "reason" varchar(300) NOT NULL, "is_demo" bool NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "programme_id" bigint NOT NULL REFERENCES "programmes_programme" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "round_once" UNIQUE ("programme_id", "name"), CONSTRAINT "round_closes_after_opening" CHECK ("closes_on" >= ("opens_on")));

CREATE TABLE "programmes_roundreviewer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "most" smallint unsigned NOT NULL CHECK ("most" >= 0), "reminded_at" datetime NULL, "account_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "panel_id" bigint NOT NULL REFERENCES "programmes_reviewpanel" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "registry_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "round_reviewer_once" UNIQUE ("panel_id", "account_id"));

CREATE TABLE "programmes_servicerules" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "late_days" smallint unsigned NOT NULL CHECK ("late_days" >= 0), "link_days" smallint unsigned NOT NULL CHECK ("link_days" >= 0), "remind_days" smallint unsigned NOT NULL CHECK ("remind_days" >= 0), "subsidy_most" decimal NULL, "insurance_most" decimal NULL, "project_most" decimal NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "call_id" bigint NOT NULL UNIQUE REFERENCES "programmes_postingcall" ("id") DEFERRABLE INITIALLY DEFERRED, "warn_days" smallint unsigned DEFAULT 30 NOT NULL);

CREATE TABLE "programmes_signingmeeting" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(120) NOT NULL, "held_on" date NOT NULL, "venue" varchar(120) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "call_id" bigint NOT NULL REFERENCES "programmes_postingcall" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_station" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "kind" varchar(10) NOT NULL, "is_outpost" bool NOT NULL, "venue" varchar(120) NOT NULL, "home_name" varchar(120) NOT NULL, "leader" varchar(60) NOT NULL, "founded" date NULL, "ends_on" date NULL, "plan" text NOT NULL, "planned_days" integer unsigned NULL CHECK ("planned_days" >= 0), "keywords" varchar(300) NOT NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_stationactivity" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "title" varchar(200) NOT NULL, "on" date NOT NULL, "persons" integer unsigned NULL CHECK ("persons" >= 0), "station_id" bigint NOT NULL REFERENCES "programmes_station" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_stationexpert" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(60) NOT NULL, "organisation_name" varchar(120) NOT NULL, "title" varchar(60) NOT NULL, "standing" varchar(10) NOT NULL, "team" varchar(80) NOT NULL, "from_on" date NULL, "to_on" date NULL, "seat_key" varchar(200) NOT NULL, "slot" smallint unsigned NULL CHECK ("slot" >= 0), "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "station_id" bigint NOT NULL REFERENCES "programmes_station" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "registry_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_stationpatent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(200) NOT NULL, "stage" varchar(10) NOT NULL, "number" varchar(60) NOT NULL, "on" date NOT NULL, "station_id" bigint NOT NULL REFERENCES "programmes_station" ("id") DEFERRABLE INITIALLY DEFERRED, "thing" varchar(100) NOT NULL);

CREATE TABLE "programmes_stationpresence" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "expert_name" varchar(60) NOT NULL, "from_on" date NOT NULL, "to_on" date NOT NULL, "days" smallint unsigned NOT NULL CHECK ("days" >= 0), "remark" varchar(200) NOT NULL, "station_id" bigint NOT NULL REFERENCES "programmes_station" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "station_presence_in_order" CHECK ("to_on" >= ("from_on")));

CREATE TABLE "programmes_stationproject" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(200) NOT NULL, "from_on" date NULL, "to_on" date NULL, "amount" decimal NULL, "contract" varchar(80) NOT NULL, "station_id" bigint NOT NULL REFERENCES "programmes_station" ("id") DEFERRABLE INITIALLY DEFERRED, "thing" varchar(100) NOT NULL);

CREATE TABLE "programmes_stationreport" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "title" varchar(200) NOT NULL, "on" date NOT NULL, "receiver" varchar(120) NOT NULL, "adopted" bool NOT NULL, "station_id" bigint NOT NULL REFERENCES "programmes_station" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_workday" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NOT NULL, "minutes" smallint unsigned NOT NULL CHECK ("minutes" >= 0), "account_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "work_day_once" UNIQUE ("account_id", "day"), CONSTRAINT "work_day_has_24_hours" CHECK ("minutes" <= 1440));

CREATE TABLE "programmes_worklog" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "by_name" varchar(60) NOT NULL, "kind" varchar(12) NOT NULL, "worked_on" date NOT NULL, "minutes" smallint unsigned NOT NULL CHECK ("minutes" >= 0), "venue" varchar(120) NOT NULL, "title" varchar(200) NOT NULL, "notes" text NOT NULL, "state" varchar(16) NOT NULL, "chain" varchar(32) NOT NULL, "submission" varchar(36) NOT NULL, "submitted_at" datetime NULL, "confirmed_how" varchar(8) NOT NULL, "answered_at" datetime NULL, "counted_at" datetime NULL, "reason" varchar(300) NOT NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "approved_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "contact_id" bigint NULL REFERENCES "programmes_hostcontact" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "posting_id" bigint NOT NULL REFERENCES "programmes_posting" ("id") DEFERRABLE INITIALLY DEFERRED, "corrects_id" bigint NULL REFERENCES "programmes_worklog" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "work_log_within_a_day" CHECK (("minutes" >= 1 AND "minutes" <= 1440)), CONSTRAINT "work_log_counted_by_somebody" CHECK ((NOT ("state" = 'counted') OR ("approved_by_id" IS NOT NULL AND "counted_at" IS NOT NULL))));

CREATE TABLE "programmes_worklogphoto" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "is_slip" bool NOT NULL, "name" varchar(120) NOT NULL, "stored" varchar(200) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "sha256" varchar(64) NOT NULL, "at" datetime NOT NULL, "log_id" bigint NOT NULL REFERENCES "programmes_worklog" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "work_log_photo_once" UNIQUE ("log_id", "sha256"));

CREATE TABLE "programmes_worklogposition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "latitude" decimal NOT NULL, "longitude" decimal NOT NULL, "noted_at" datetime NOT NULL, "account_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "log_id" bigint NOT NULL UNIQUE REFERENCES "programmes_worklog" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_yield" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(20) NOT NULL, "thing" varchar(160) NOT NULL, "number" varchar(80) NOT NULL, "title" varchar(200) NOT NULL, "happened_on" date NOT NULL, "persons" integer unsigned NULL CHECK ("persons" >= 0), "hours" decimal NULL, "state" varchar(10) NOT NULL, "reason" varchar(300) NOT NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "demand_id" bigint NULL REFERENCES "demands_demand" ("id") DEFERRABLE INITIALLY DEFERRED, "firm_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "merged_into_id" bigint NULL REFERENCES "programmes_yield" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "yield_merged_somewhere" CHECK ((NOT ("state" = 'merged') OR "merged_into_id" IS NOT NULL)));

CREATE TABLE "programmes_yieldevidence" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(16) NOT NULL, "name" varchar(120) NOT NULL, "stored" varchar(200) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "sha256" varchar(64) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "service_yield_id" bigint NOT NULL REFERENCES "programmes_yield" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "programmes_yieldshare" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "percent" smallint unsigned NOT NULL CHECK ("percent" >= 0), "posting_id" bigint NOT NULL REFERENCES "programmes_posting" ("id") DEFERRABLE INITIALLY DEFERRED, "service_yield_id" bigint NOT NULL REFERENCES "programmes_yield" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "yield_share_once" UNIQUE ("service_yield_id", "posting_id"), CONSTRAINT "yield_share_is_a_share" CHECK (("percent" >= 1 AND "percent" <= 100)));

CREATE TABLE "registry_accessrequest" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "register" varchar(20) NOT NULL, "record" bigint unsigned NOT NULL CHECK ("record" >= 0), "purpose" varchar(500) NOT NULL, "state" varchar(12) NOT NULL, "asked_at" datetime NOT NULL, "decided_at" datetime NULL, "reason" varchar(300) NOT NULL, "slip" varchar(120) NOT NULL, "expires_on" date NULL, "asker_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "decided_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "registry_achievement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "title_en" varchar(300) NOT NULL, "body" text NOT NULL, "body_en" text NOT NULL, "keywords" varchar(300) NOT NULL, "language" varchar(2) NOT NULL, "kind" varchar(12) NOT NULL, "stage" varchar(16) NOT NULL, "trl" smallint unsigned NULL CHECK ("trl" >= 0), "rights" varchar(200) NOT NULL, "modes" varchar(120) NOT NULL, "price" decimal NULL, "industry" varchar(60) NOT NULL, "field" varchar(16) NOT NULL, "published_on" date NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "names_owner" bool DEFAULT 0 NOT NULL, "public_summary" text DEFAULT '' NOT NULL, "public_title" varchar(120) DEFAULT '' NOT NULL);

CREATE TABLE "registry_affiliation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "organisation_name" varchar(120) NOT NULL, "post" varchar(60) NOT NULL, "from_on" date NULL, "to_on" date NULL, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "registry_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "registry_area" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(12) NOT NULL UNIQUE, "name" varchar(60) NOT NULL, "name_en" varchar(120) NOT NULL, "initials" varchar(120) NOT NULL, "kind" varchar(12) NOT NULL, "path" varchar(120) NOT NULL UNIQUE, "is_management" bool NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "parent_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "area_path_closed" CHECK ("path" LIKE '%/' ESCAPE '\'), CONSTRAINT "area_management_is_zone" CHECK ((("is_management" AND "kind" = 'zone') OR NOT "is_management")));

CREATE TABLE "registry_attachment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "register" varchar(20) NOT NULL, "record" bigint unsigned NOT NULL CHECK ("record" >= 0), "at" datetime NOT NULL, "removed_at" datetime NULL, "name" varchar(120) NOT NULL, "stored" varchar(200) NOT NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0), "sha256" varchar(64) NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "registry_carrier" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "kind" varchar(20) NOT NULL, "level" varchar(10) NOT NULL, "body" text NOT NULL, "keywords" varchar(300) NOT NULL, "founded" date NULL, "industry" varchar(60) NOT NULL, "field" varchar(16) NOT NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "registry_carriermember" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "organisation_name" varchar(120) NOT NULL, "role" varchar(60) NOT NULL, "from_on" date NULL, "to_on" date NULL, "carrier_id" bigint NOT NULL REFERENCES "registry_carrier" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "registry_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "register" varchar(20) NOT NULL, "record" bigint unsigned NOT NULL CHECK ("record" >= 0), "at" datetime NOT NULL, "removed_at" datetime NULL, "text" text NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "registry_consent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "purpose" varchar(20) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "text" text NOT NULL, "given_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "registry_contacthold" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "values" text NOT NULL CHECK ((JSON_VALID("values") OR "values" IS NULL)), "since" datetime NOT NULL, "request_id" bigint NOT NULL UNIQUE REFERENCES "registry_personalrequest" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "registry_duplicatepair" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "register" varchar(20) NOT NULL, "first" bigint unsigned NOT NULL CHECK ("first" >= 0), "second" bigint unsigned NOT NULL CHECK ("second" >= 0), "why" varchar(8) NOT NULL, "likeness" real NOT NULL, "state" varchar(10) NOT NULL, "found_at" datetime NOT NULL, "decided_at" datetime NULL, "decided_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "duplicate_pair_once" UNIQUE ("register", "first", "second"), CONSTRAINT "duplicate_pair_in_order" CHECK ("first" < ("second")), CONSTRAINT "duplicate_pair_likeness" CHECK (("likeness" >= 0.0 AND "likeness" <= 1.0)));

CREATE TABLE "registry_formername" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "name_key" varchar(120) NOT NULL, "from_on" date NULL, "to_on" date NULL, "remark" varchar(120) NOT NULL, "is_merged" bool NOT NULL, "at_version" integer unsigned NULL CHECK ("at_version" >= 0), "organisation_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "former_name_days_in_order" CHECK (("from_on" IS NULL OR "to_on" IS NULL OR "from_on" <= ("to_on"))));

CREATE TABLE "registry_historicalachievement" ("id" bigint NOT NULL, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "title_en" varchar(300) NOT NULL, "body" text NOT NULL, "body_en" text NOT NULL, "keywords" varchar(300) NOT NULL, "language" varchar(2) NOT NULL, "kind" varchar(12) NOT NULL, "stage" varchar(16) NOT NULL, "trl" smallint unsigned NULL CHECK ("trl" >= 0), "rights" varchar(200) NOT NULL, "modes" varchar(120) NOT NULL, "price" decimal NULL, "industry" varchar(60) NOT NULL, "field" varchar(16) NOT NULL, "published_on" date NULL, "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "area_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL, "organisation_id" bigint NULL, "names_owner" bool DEFAULT 0 NOT NULL, "public_summary" text DEFAULT '' NOT NULL, "public_title" varchar(120) DEFAULT '' NOT NULL);

CREATE TABLE "registry_historicalcarrier" ("id" bigint NOT NULL, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "kind" varchar(20) NOT NULL, "level" varchar(10) NOT NULL, "body" text NOT NULL, "keywords" varchar(300) NOT NULL, "founded" date NULL, "industry" varchar(60) NOT NULL, "field" varchar(16) NOT NULL, "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "area_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL, "organisation_id" bigint NULL);

CREATE TABLE "registry_historicalorganisation" ("id" bigint NOT NULL, "name" varchar(120) NOT NULL, "name_en" varchar(200) NOT NULL, "short_name" varchar(60) NOT NULL, "initials" varchar(120) NOT NULL, "name_key" varchar(120) NOT NULL, "name_tail" varchar(120) NOT NULL, "kind" varchar(20) NOT NULL, "uscc" varchar(18) NULL, "uscc_confirmed" bool NOT NULL, "industry" varchar(60) NOT NULL, "address" varchar(200) NOT NULL, "founded" date NULL, "staff" integer unsigned NULL CHECK ("staff" >= 0), "contact_name" varchar(60) NOT NULL, "contact_phone" varchar(40) NOT NULL, "website" varchar(200) NOT NULL, "description" text NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "area_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL);

CREATE TABLE "registry_historicalperson" ("id" bigint NOT NULL, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "name" varchar(60) NOT NULL, "name_en" varchar(120) NOT NULL, "initials" varchar(120) NOT NULL, "is_expert" bool NOT NULL, "title" varchar(60) NOT NULL, "rank" varchar(14) NOT NULL, "post" varchar(60) NOT NULL, "research" varchar(300) NOT NULL, "profile" text NOT NULL, "keywords" varchar(300) NOT NULL, "industry" varchar(60) NOT NULL, "field" varchar(16) NOT NULL, "discipline" varchar(60) NOT NULL, "capacity" smallint unsigned NULL CHECK ("capacity" >= 0), "mobile" varchar(40) NOT NULL, "email" varchar(254) NOT NULL, "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "account_id" bigint NULL, "area_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL, "organisation_id" bigint NULL, "team" varchar(100) DEFAULT '' NOT NULL);

CREATE TABLE "registry_historicalservice" ("id" bigint NOT NULL, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "kind" varchar(12) NOT NULL, "body" text NOT NULL, "keywords" varchar(300) NOT NULL, "price_from" decimal NULL, "price_to" decimal NULL, "unit" varchar(40) NOT NULL, "industry" varchar(60) NOT NULL, "field" varchar(16) NOT NULL, "history_change_reason" text NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_type" varchar(1) NOT NULL, "area_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL, "organisation_id" bigint NULL);

CREATE TABLE "registry_merge" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "register" varchar(20) NOT NULL, "kept" bigint unsigned NOT NULL CHECK ("kept" >= 0), "merged" bigint unsigned NOT NULL CHECK ("merged" >= 0), "choices" text NOT NULL CHECK ((JSON_VALID("choices") OR "choices" IS NULL)), "before" text NOT NULL CHECK ((JSON_VALID("before") OR "before" IS NULL)), "after" text NOT NULL CHECK ((JSON_VALID("after") OR "after" IS NULL)), "moved" text NOT NULL CHECK ((JSON_VALID("moved") OR "moved" IS NULL)), "dropped" text NOT NULL CHECK ((JSON_VALID("dropped") OR "dropped" IS NULL)), "conflicts" text NOT NULL CHECK ((JSON_VALID("conflicts") OR "conflicts" IS NULL)), "reason" varchar(200) NOT NULL, "at" datetime NOT NULL, "undone_at" datetime NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "undone_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "merge_of_two" CHECK (NOT ("kept" = ("merged"))));

CREATE TABLE "registry_organisation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "name_en" varchar(200) NOT NULL, "short_name" varchar(60) NOT NULL, "initials" varchar(120) NOT NULL, "name_key" varchar(120) NOT NULL, "name_tail" varchar(120) NOT NULL, "kind" varchar(20) NOT NULL, "uscc" varchar(18) NULL UNIQUE, "uscc_confirmed" bool NOT NULL, "industry" varchar(60) NOT NULL, "address" varchar(200) NOT NULL, "founded" date NULL, "staff" integer unsigned NULL CHECK ("staff" >= 0), "contact_name" varchar(60) NOT NULL, "contact_phone" varchar(40) NOT NULL, "website" varchar(200) NOT NULL, "description" text NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "registry_organisationtag" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(20) NOT NULL, "certificate" varchar(80) NOT NULL, "from_on" date NULL, "to_on" date NULL, "source" varchar(120) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "tag_days_in_order" CHECK (("from_on" IS NULL OR "to_on" IS NULL OR "from_on" <= ("to_on"))));

CREATE TABLE "registry_person" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "name" varchar(60) NOT NULL, "name_en" varchar(120) NOT NULL, "initials" varchar(120) NOT NULL, "is_expert" bool NOT NULL, "title" varchar(60) NOT NULL, "rank" varchar(14) NOT NULL, "post" varchar(60) NOT NULL, "research" varchar(300) NOT NULL, "profile" text NOT NULL, "keywords" varchar(300) NOT NULL, "industry" varchar(60) NOT NULL, "field" varchar(16) NOT NULL, "discipline" varchar(60) NOT NULL, "capacity" smallint unsigned NULL CHECK ("capacity" >= 0), "mobile" varchar(40) NOT NULL, "email" varchar(254) NOT NULL, "account_id" bigint NULL UNIQUE REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "team" varchar(100) DEFAULT '' NOT NULL);

CREATE TABLE "registry_personalrequest" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "words" varchar(1000) NOT NULL, "state" varchar(12) NOT NULL, "asked_at" datetime NOT NULL, "due_on" date NOT NULL, "decided_at" datetime NULL, "reason" varchar(500) NOT NULL, "outcome" varchar(12) NOT NULL, "file" varchar(200) NOT NULL, "file_until" datetime NULL, "account_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "decided_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "registry_person" ("id") DEFERRABLE INITIALLY DEFERRED, "area_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "contact_email" varchar(254) DEFAULT '' NOT NULL, "contact_name" varchar(60) DEFAULT '' NOT NULL, "contact_phone" varchar(40) DEFAULT '' NOT NULL, "contact_unit" varchar(120) DEFAULT '' NOT NULL, "corrected" text DEFAULT '{}' NOT NULL);

CREATE TABLE "registry_persontitle" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(60) NOT NULL, "rank" varchar(14) NOT NULL, "from_on" date NULL, "person_id" bigint NOT NULL REFERENCES "registry_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "registry_restriction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "archived" bool NOT NULL, "since" datetime NOT NULL, "person_id" bigint NOT NULL UNIQUE REFERENCES "registry_person" ("id") DEFERRABLE INITIALLY DEFERRED, "request_id" bigint NOT NULL REFERENCES "registry_personalrequest" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "registry_savedview" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "register" varchar(20) NOT NULL, "name" varchar(60) NOT NULL, "query" varchar(2000) NOT NULL, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "saved_view_once" UNIQUE ("user_id", "register", "name"));

CREATE TABLE "registry_service" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "organisation_name" varchar(120) NOT NULL, "disclosure" varchar(12) NOT NULL, "archived_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "title" varchar(200) NOT NULL, "kind" varchar(12) NOT NULL, "body" text NOT NULL, "keywords" varchar(300) NOT NULL, "price_from" decimal NULL, "price_to" decimal NULL, "unit" varchar(40) NOT NULL, "industry" varchar(60) NOT NULL, "field" varchar(16) NOT NULL, "area_id" bigint NOT NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NULL REFERENCES "registry_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "zone_id" bigint NULL REFERENCES "registry_area" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "registry_trlevidence" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "level" smallint unsigned NOT NULL CHECK ("level" >= 0), "evidence" varchar(300) NOT NULL, "proven_on" date NULL, "achievement_id" bigint NOT NULL REFERENCES "registry_achievement" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "registry_work" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "title" varchar(300) NOT NULL, "body" text NOT NULL, "year" smallint unsigned NULL CHECK ("year" >= 0), "person_id" bigint NOT NULL REFERENCES "registry_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "search_embeddingchoice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(10) NOT NULL, "used" text NOT NULL CHECK ((JSON_VALID("used") OR "used" IS NULL)), "fingerprints" text NOT NULL CHECK ((JSON_VALID("fingerprints") OR "fingerprints" IS NULL)), "summary" text NOT NULL CHECK ((JSON_VALID("summary") OR "summary" IS NULL)), "created_at" datetime NOT NULL, "used_at" datetime NULL, "ended_at" datetime NULL, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "job_id" char(32) NULL UNIQUE REFERENCES "common_job" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "access_request_asker" ON "registry_accessrequest" ("asker_id", "state", "expires_on");

CREATE UNIQUE INDEX "access_request_living_once" ON "registry_accessrequest" ("register", "record", "asker_id") WHERE "state" IN ('asked', 'granted');

CREATE INDEX "access_request_waiting" ON "registry_accessrequest" ("state", "asked_at");

CREATE INDEX "account_emailaddress_email_03be32b2" ON "account_emailaddress" ("email");

CREATE INDEX "account_emailaddress_user_id_2c513194" ON "account_emailaddress" ("user_id");

CREATE UNIQUE INDEX "account_emailaddress_user_id_email_987c8728_uniq" ON "account_emailaddress" ("user_id", "email");

CREATE INDEX "account_emailconfirmation_email_address_id_5b7f8c58" ON "account_emailconfirmation" ("email_address_id");

CREATE INDEX "accounts_apitoken_user_id_bbee13e0" ON "accounts_apitoken" ("user_id");

CREATE INDEX "accounts_historicaldepartment_history_date_ca0927c7" ON "accounts_historicaldepartment" ("history_date");

CREATE INDEX "accounts_historicaldepartment_history_user_id_e8623ce4" ON "accounts_historicaldepartment" ("history_user_id");

CREATE INDEX "accounts_historicaldepartment_id_ca178fc0" ON "accounts_historicaldepartment" ("id");

CREATE INDEX "accounts_historicaldepartment_key_a06db55c" ON "accounts_historicaldepartment" ("key");

CREATE INDEX "accounts_loginlock_last_at_afdee587" ON "accounts_loginlock" ("last_at");

CREATE INDEX "accounts_membership_area_id_c4f29ba0" ON "accounts_membership" ("area_id");

CREATE INDEX "accounts_membership_department_id_42e4d78d" ON "accounts_membership" ("department_id");

CREATE INDEX "accounts_membership_granted_by_id_ad86be22" ON "accounts_membership" ("granted_by_id");

CREATE INDEX "accounts_membership_organisation_id_98e5c22b" ON "accounts_membership" ("organisation_id");

CREATE INDEX "accounts_membership_user_id_487fb39e" ON "accounts_membership" ("user_id");

CREATE INDEX "accounts_pastpassword_user_id_054326c8" ON "accounts_pastpassword" ("user_id");

CREATE INDEX "accounts_undertaking_published_by_id_4e00911f" ON "accounts_undertaking" ("published_by_id");

CREATE INDEX "accounts_undertakingsignature_undertaking_id_7793983c" ON "accounts_undertakingsignature" ("undertaking_id");

CREATE INDEX "accounts_undertakingsignature_user_id_57e80bda" ON "accounts_undertakingsignature" ("user_id");

CREATE INDEX "achievement_figures" ON "registry_achievement" ("archived_at", "area_id", "zone_id", "field", "created_at");

CREATE INDEX "achievement_kinds" ON "registry_achievement" ("kind", "id", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at") WHERE "archived_at" IS NULL;

CREATE INDEX "achievement_levels" ON "registry_achievement" ("trl", "id", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at") WHERE "archived_at" IS NULL;

CREATE INDEX "achievement_list" ON "registry_achievement" ("updated_at" DESC, "id" DESC, "area_id", "zone_id", "organisation_id", "disclosure", "archived_at", "kind", "stage", "field", "trl", "industry", "created_at") WHERE "archived_at" IS NULL;

CREATE INDEX "achievement_names" ON "registry_achievement" ("organisation_name", "id", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at") WHERE "archived_at" IS NULL;

CREATE INDEX "achievement_owner_name" ON "registry_achievement" ("organisation_name");

CREATE INDEX "achievement_owners" ON "registry_achievement" ("archived_at", "organisation_id", "area_id", "zone_id");

CREATE INDEX "achievement_scope" ON "registry_achievement" ("archived_at", "disclosure", "area_id", "zone_id", "organisation_id");

CREATE INDEX "achievement_silent" ON "registry_achievement" ("archived_at", "area_id", "zone_id", "organisation_id", "disclosure") WHERE ("body" = '' AND "body_en" = '' AND "keywords" = '');

CREATE INDEX "achievement_summaries" ON "registry_achievement" ("updated_at" DESC, "id" DESC) WHERE ("archived_at" IS NULL AND NOT ("public_summary" = ''));

CREATE INDEX "achievement_title" ON "registry_achievement" ("title");

CREATE INDEX "achievement_titles" ON "registry_achievement" ("title", "id", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at") WHERE "archived_at" IS NULL;

CREATE INDEX achievement_words ON "registry_achievement" ("archived_at", "updated_at" DESC, "id" DESC, "area_id", "zone_id", "organisation_id", "disclosure", "title", "title_en", "keywords", "organisation_name");

CREATE INDEX "achievement_zones" ON "registry_achievement" ("zone_id", "area_id") WHERE "zone_id" IS NOT NULL;

CREATE UNIQUE INDEX "agreement_one_being_signed" ON "programmes_agreement" ("posting_id") WHERE "state" IN ('draft', 'signed');

CREATE UNIQUE INDEX "agreement_template_once" ON "programmes_agreementtemplate" ("area_id", "name") WHERE "archived_at" IS NULL;

CREATE INDEX "application_list" ON "programmes_application" ("changed_at" DESC, "id" DESC);

CREATE UNIQUE INDEX "application_paper_once" ON "programmes_applicationpaper" ("application_id", "key") WHERE "replaced_at" IS NULL;

CREATE UNIQUE INDEX "application_person_once" ON "programmes_application" ("round_id", "person_id") WHERE "state" IN ('approved', 'draft', 'examined', 'objection', 'publicity', 'recognised', 'recommended', 'returned', 'submitted');

CREATE INDEX "application_round" ON "programmes_application" ("round_id", "state", "unit_id");

CREATE INDEX "application_scope" ON "programmes_application" ("unit_id", "submitted_at", "round_id", "state", "recommended_at");

CREATE INDEX "attachment_of_record" ON "registry_attachment" ("register", "record");

CREATE INDEX "audit_deeds" ON "common_auditevent" ("verb", "target_type", "at", "target_id");

CREATE INDEX "audit_target" ON "common_auditevent" ("target_type", "target_id");

CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");

CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");

CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");

CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");

CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");

CREATE INDEX "award_list" ON "programmes_award" ("year" DESC, "title", "id", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at", "level", "winner_kind") WHERE "archived_at" IS NULL;

CREATE INDEX "award_scope" ON "programmes_award" ("archived_at", "disclosure", "area_id", "zone_id", "organisation_id", "id");

CREATE UNIQUE INDEX "bid_chosen_once" ON "demands_bid" ("challenge_id") WHERE "state" = 'chosen';

CREATE INDEX "breach_of" ON "demands_breach" ("organisation_id", "on" DESC);

CREATE UNIQUE INDEX "breach_once" ON "demands_breach" ("challenge_id", "organisation_id") WHERE "undone_at" IS NULL;

CREATE INDEX "candidate_best" ON "matching_candidate" ("run_id", "direction", "rank", "level", "score", "demand_id") WHERE "rank" = 1;

CREATE INDEX "candidate_by_demand" ON "matching_candidate" ("demand_id", "direction", "rank");

CREATE INDEX "candidate_by_supply" ON "matching_candidate" ("kind", "supply", "direction", "rank");

CREATE INDEX "candidate_new" ON "matching_candidate" ("run_id", "direction", "demand_id") WHERE "is_new";

CREATE INDEX "carrier_list" ON "registry_carrier" ("archived_at", "title");

CREATE INDEX "case_event_course" ON "demands_caseevent" ("demand_id", "at");

CREATE INDEX "clock_due" ON "demands_demandclock" ("due_at", "demand_id", "paused_at", "told", "kind") WHERE "ended_at" IS NULL;

CREATE INDEX "clock_entry_log" ON "demands_clockentry" ("demand_id", "at");

CREATE INDEX "clock_handler" ON "demands_demandclock" ("handler_id", "due_at") WHERE ("ended_at" IS NULL AND "paused_at" IS NULL);

CREATE INDEX "clock_next" ON "demands_demandclock" ("next_at", "id") WHERE "next_at" IS NOT NULL;

CREATE INDEX "clock_paused" ON "demands_demandclock" ("paused_at", "demand_id", "kind") WHERE ("ended_at" IS NULL AND "paused_at" IS NOT NULL);

CREATE UNIQUE INDEX "clock_policy_of_area" ON "demands_clockpolicy" ("area_id", "kind") WHERE ("area_id" IS NOT NULL AND "ended_at" IS NULL);

CREATE UNIQUE INDEX "clock_policy_of_everywhere" ON "demands_clockpolicy" ("kind") WHERE ("area_id" IS NULL AND "ended_at" IS NULL);

CREATE INDEX "clock_proposed" ON "demands_demandclock" ("due_at", "demand_id") WHERE ("ended_at" IS NULL AND "told" >= 3);

CREATE UNIQUE INDEX "clock_runs_once" ON "demands_demandclock" ("demand_id", "kind") WHERE "ended_at" IS NULL;

CREATE INDEX "comment_of_record" ON "registry_comment" ("register", "record");

CREATE INDEX "common_auditevent_actor_id_fe14407e" ON "common_auditevent" ("actor_id");

CREATE INDEX "common_auditevent_at_fb6206f9" ON "common_auditevent" ("at");

CREATE INDEX "common_auditevent_verb_f2a504be" ON "common_auditevent" ("verb");

CREATE INDEX "common_importbatch_area_id_63655d68" ON "common_importbatch" ("area_id");

CREATE INDEX "common_importbatch_by_id_5588440d" ON "common_importbatch" ("by_id");

CREATE INDEX "common_importbatch_job_id_edf89524" ON "common_importbatch" ("job_id");

CREATE INDEX "common_importrow_batch_id_99f2c17e" ON "common_importrow" ("batch_id");

CREATE INDEX "common_job_by_id_5ea9afb4" ON "common_job" ("by_id");

CREATE INDEX "common_job_kind_6ac87d5b" ON "common_job" ("kind");

CREATE UNIQUE INDEX "common_member_of_one" ON "demands_commonmember" ("demand_id") WHERE "state" = 'member';

CREATE INDEX "common_personaldataread_at_ce2cd631" ON "common_personaldataread" ("at");

CREATE INDEX "common_personaldataread_reader_id_975d7970" ON "common_personaldataread" ("reader_id");

CREATE INDEX "common_problem_list" ON "demands_commonproblem" ("changed_at" DESC, "id" DESC);

CREATE INDEX "common_problem_solved" ON "demands_commonproblem" ("state", "solved_on");

CREATE INDEX "common_sitesettings_logo_id_960dfb8d" ON "common_sitesettings" ("logo_id");

CREATE INDEX "common_sitesettings_saved_by_id_59e18dac" ON "common_sitesettings" ("saved_by_id");

CREATE UNIQUE INDEX "consent_standing_once" ON "registry_consent" ("user_id", "purpose") WHERE "withdrawn_at" IS NULL;

CREATE INDEX "delivery_gathered" ON "messaging_delivery" ("at") WHERE "state" = 'gathered';

CREATE INDEX "demand_beginnings" ON "demands_demand" ("state", "created_at", "id", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at") WHERE "archived_at" IS NULL;

CREATE INDEX "demand_budgets" ON "demands_demand" ("budget_from", "id", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at", "state") WHERE "archived_at" IS NULL;

CREATE INDEX "demand_deadlines" ON "demands_demand" ("clock_due_on", "id", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at", "state") WHERE "archived_at" IS NULL;

CREATE INDEX "demand_figures" ON "demands_demand" ("archived_at", "area_id", "zone_id", "state", "field");

CREATE INDEX "demand_handlers" ON "demands_demand" ("handler_id", "state", "updated_at", "id") WHERE ("archived_at" IS NULL AND "handler_id" IS NOT NULL);

CREATE INDEX "demand_industries" ON "demands_demand" ("archived_at", "industry", "area_id", "zone_id");

CREATE INDEX "demand_kinds" ON "demands_demand" ("archived_at", "kind", "source", "area_id", "zone_id", "created_at");

CREATE INDEX "demand_level" ON "demands_demand" ("level");

CREATE INDEX "demand_levels" ON "demands_demand" ("level", "updated_at") WHERE ("archived_at" IS NULL AND NOT ("level" = 'county'));

CREATE INDEX "demand_list" ON "demands_demand" ("updated_at" DESC, "id" DESC, "area_id", "zone_id", "organisation_id", "disclosure", "archived_at", "state", "kind", "field", "source", "mode", "industry", "found_on", "created_at") WHERE "archived_at" IS NULL;

CREATE INDEX "demand_months" ON "demands_demand" ("archived_at", "found_on", "created_at", "area_id", "zone_id");

CREATE INDEX "demand_names" ON "demands_demand" ("organisation_name", "id", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at", "state") WHERE "archived_at" IS NULL;

CREATE INDEX "demand_owner_name" ON "demands_demand" ("organisation_name");

CREATE INDEX "demand_owners" ON "demands_demand" ("archived_at", "organisation_id", "area_id", "zone_id");

CREATE INDEX "demand_scope" ON "demands_demand" ("archived_at", "disclosure", "state", "area_id", "zone_id", "organisation_id", "id");

CREATE INDEX "demand_silent" ON "demands_demand" ("archived_at", "area_id", "zone_id", "organisation_id", "disclosure") WHERE ("body" = '' AND "body_en" = '' AND "keywords" = '' AND "targets" = '');

CREATE INDEX "demand_states" ON "demands_demand" ("state", "updated_at", "id", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at") WHERE "archived_at" IS NULL;

CREATE INDEX "demand_summaries" ON "demands_demand" ("updated_at" DESC, "id" DESC) WHERE ("archived_at" IS NULL AND NOT ("public_summary" = ''));

CREATE INDEX "demand_title" ON "demands_demand" ("title");

CREATE INDEX "demand_titles" ON "demands_demand" ("title", "id", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at", "state") WHERE "archived_at" IS NULL;

CREATE INDEX "demand_turns" ON "demands_demand" ("state", "waiting", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at", "id") WHERE "archived_at" IS NULL;

CREATE INDEX "demand_waiting" ON "demands_demand" ("waiting", "updated_at") WHERE ("archived_at" IS NULL AND NOT ("waiting" = ''));

CREATE INDEX demand_words ON "demands_demand" ("archived_at", "updated_at" DESC, "id" DESC, "area_id", "zone_id", "organisation_id", "disclosure", "state", "title", "title_en", "keywords", "organisation_name");

CREATE INDEX "demand_zones" ON "demands_demand" ("zone_id", "area_id") WHERE "zone_id" IS NOT NULL;

CREATE INDEX "demands_bid_by_id_20d34c90" ON "demands_bid" ("by_id");

CREATE INDEX "demands_bid_challenge_id_df7b9f9c" ON "demands_bid" ("challenge_id");

CREATE INDEX "demands_bid_organisation_id_c811b685" ON "demands_bid" ("organisation_id");

CREATE INDEX "demands_breach_by_id_932d8871" ON "demands_breach" ("by_id");

CREATE INDEX "demands_breach_challenge_id_a01c3a3e" ON "demands_breach" ("challenge_id");

CREATE INDEX "demands_breach_organisation_id_ce52214e" ON "demands_breach" ("organisation_id");

CREATE INDEX "demands_breach_undone_by_id_871155ce" ON "demands_breach" ("undone_by_id");

CREATE INDEX "demands_caseevent_by_id_ff3bd5d8" ON "demands_caseevent" ("by_id");

CREATE INDEX "demands_caseevent_demand_id_9020c207" ON "demands_caseevent" ("demand_id");

CREATE INDEX "demands_caseevent_handler_id_1a131d9b" ON "demands_caseevent" ("handler_id");

CREATE INDEX "demands_challenge_by_id_0b19e513" ON "demands_challenge" ("by_id");

CREATE INDEX "demands_challenge_state_17b4073d" ON "demands_challenge" ("state");

CREATE INDEX "demands_challengerules_area_id_8c1eb5ab" ON "demands_challengerules" ("area_id");

CREATE INDEX "demands_challengerules_by_id_805668e2" ON "demands_challengerules" ("by_id");

CREATE INDEX "demands_clockentry_by_id_f780c962" ON "demands_clockentry" ("by_id");

CREATE INDEX "demands_clockentry_demand_id_9c421750" ON "demands_clockentry" ("demand_id");

CREATE INDEX "demands_clockpolicy_area_id_b95684b9" ON "demands_clockpolicy" ("area_id");

CREATE INDEX "demands_clockpolicy_department_id_232b92cb" ON "demands_clockpolicy" ("department_id");

CREATE INDEX "demands_clockpolicy_head_id_b83911ec" ON "demands_clockpolicy" ("head_id");

CREATE INDEX "demands_clockpolicy_made_by_id_d69eec03" ON "demands_clockpolicy" ("made_by_id");

CREATE INDEX "demands_commonevent_by_id_19ce5882" ON "demands_commonevent" ("by_id");

CREATE INDEX "demands_commonevent_problem_id_68d18190" ON "demands_commonevent" ("problem_id");

CREATE INDEX "demands_commonmember_by_id_3505c9aa" ON "demands_commonmember" ("by_id");

CREATE INDEX "demands_commonmember_demand_id_87b05059" ON "demands_commonmember" ("demand_id");

CREATE INDEX "demands_commonmember_problem_id_889e9a2a" ON "demands_commonmember" ("problem_id");

CREATE INDEX "demands_commonproblem_area_id_879b3917" ON "demands_commonproblem" ("area_id");

CREATE INDEX "demands_commonproblem_by_id_55650306" ON "demands_commonproblem" ("by_id");

CREATE INDEX "demands_commonproblem_merged_into_id_acc77223" ON "demands_commonproblem" ("merged_into_id");

CREATE INDEX "demands_commonproblem_state_bf1108af" ON "demands_commonproblem" ("state");

CREATE INDEX "demands_commonsolution_achievement_id_14a5b2de" ON "demands_commonsolution" ("achievement_id");

CREATE INDEX "demands_commonsolution_by_id_123e10fa" ON "demands_commonsolution" ("by_id");

CREATE INDEX "demands_commonsolution_contract_id_9726089b" ON "demands_commonsolution" ("contract_id");

CREATE INDEX "demands_contract_demand_id_2631b2a5" ON "demands_contract" ("demand_id");

CREATE INDEX "demands_contract_organisation_id_bbc665a0" ON "demands_contract" ("organisation_id");

CREATE INDEX "demands_demand_area_id_0d392563" ON "demands_demand" ("area_id");

CREATE INDEX "demands_demand_department_id_880cc175" ON "demands_demand" ("department_id");

CREATE INDEX "demands_demand_handler_id_44d73a9b" ON "demands_demand" ("handler_id");

CREATE INDEX "demands_demand_organisation_id_f0cc1e57" ON "demands_demand" ("organisation_id");

CREATE INDEX "demands_demand_zone_id_a8eceb94" ON "demands_demand" ("zone_id");

CREATE INDEX "demands_demandclock_demand_id_58348947" ON "demands_demandclock" ("demand_id");

CREATE INDEX "demands_demandclock_handler_id_07056dc7" ON "demands_demandclock" ("handler_id");

CREATE INDEX "demands_demandclock_policy_id_627d002f" ON "demands_demandclock" ("policy_id");

CREATE INDEX "demands_demandcontact_by_id_bd57b0e6" ON "demands_demandcontact" ("by_id");

CREATE INDEX "demands_demandcontact_demand_id_c3e33f58" ON "demands_demandcontact" ("demand_id");

CREATE INDEX "demands_evidence_demand_id_087f71a6" ON "demands_evidence" ("demand_id");

CREATE INDEX "demands_exchangecolumn_system_id_3fef2b7b" ON "demands_exchangecolumn" ("system_id");

CREATE INDEX "demands_exchangerow_demand_id_58609de2" ON "demands_exchangerow" ("demand_id");

CREATE INDEX "demands_exchangerow_run_id_7f57f3d2" ON "demands_exchangerow" ("run_id");

CREATE INDEX "demands_exchangerun_area_id_0143f836" ON "demands_exchangerun" ("area_id");

CREATE INDEX "demands_exchangerun_by_id_dcbb6281" ON "demands_exchangerun" ("by_id");

CREATE INDEX "demands_exchangerun_job_id_8ff1a3af" ON "demands_exchangerun" ("job_id");

CREATE INDEX "demands_exchangerun_system_id_338a613f" ON "demands_exchangerun" ("system_id");

CREATE INDEX "demands_externalreference_demand_id_8f72804e" ON "demands_externalreference" ("demand_id");

CREATE INDEX "demands_externalreference_evidence_id_36b50627" ON "demands_externalreference" ("evidence_id");

CREATE INDEX "demands_externalreference_system_id_2e9fdec6" ON "demands_externalreference" ("system_id");

CREATE INDEX "demands_filing_account_id_c7706190" ON "demands_filing" ("account_id");

CREATE INDEX "demands_filing_area_id_05b691ac" ON "demands_filing" ("area_id");

CREATE INDEX "demands_filing_decided_by_id_3da55804" ON "demands_filing" ("decided_by_id");

CREATE INDEX "demands_filing_demand_id_7388a701" ON "demands_filing" ("demand_id");

CREATE INDEX "demands_filing_organisation_id_efd87f20" ON "demands_filing" ("organisation_id");

CREATE INDEX "demands_filing_state_07ce3766" ON "demands_filing" ("state");

CREATE INDEX "demands_filing_zone_id_b6dbb7b2" ON "demands_filing" ("zone_id");

CREATE INDEX "demands_historicaldemand_area_id_f5acd4e6" ON "demands_historicaldemand" ("area_id");

CREATE INDEX "demands_historicaldemand_department_id_d8d9b695" ON "demands_historicaldemand" ("department_id");

CREATE INDEX "demands_historicaldemand_handler_id_c56cb1b2" ON "demands_historicaldemand" ("handler_id");

CREATE INDEX "demands_historicaldemand_history_date_61e7ba17" ON "demands_historicaldemand" ("history_date");

CREATE INDEX "demands_historicaldemand_history_user_id_79cd2cf4" ON "demands_historicaldemand" ("history_user_id");

CREATE INDEX "demands_historicaldemand_id_c8fb858d" ON "demands_historicaldemand" ("id");

CREATE INDEX "demands_historicaldemand_organisation_id_c186b065" ON "demands_historicaldemand" ("organisation_id");

CREATE INDEX "demands_historicaldemand_zone_id_5686b549" ON "demands_historicaldemand" ("zone_id");

CREATE INDEX "demands_historicalvisit_area_id_1bda9149" ON "demands_historicalvisit" ("area_id");

CREATE INDEX "demands_historicalvisit_demand_id_5aa092c9" ON "demands_historicalvisit" ("demand_id");

CREATE INDEX "demands_historicalvisit_history_date_29fbacf3" ON "demands_historicalvisit" ("history_date");

CREATE INDEX "demands_historicalvisit_history_user_id_82a73ce1" ON "demands_historicalvisit" ("history_user_id");

CREATE INDEX "demands_historicalvisit_id_3ca72c10" ON "demands_historicalvisit" ("id");

CREATE INDEX "demands_historicalvisit_organisation_id_00c2de81" ON "demands_historicalvisit" ("organisation_id");

CREATE INDEX "demands_historicalvisit_visitor_id_f78bed33" ON "demands_historicalvisit" ("visitor_id");

CREATE INDEX "demands_historicalvisit_zone_id_c9dc0f72" ON "demands_historicalvisit" ("zone_id");

CREATE INDEX "demands_milestone_demand_id_6d3b68bf" ON "demands_milestone" ("demand_id");

CREATE INDEX "demands_rating_by_id_23d11ba8" ON "demands_rating" ("by_id");

CREATE INDEX "demands_supervision_by_id_42be7076" ON "demands_supervision" ("by_id");

CREATE INDEX "demands_supervision_demand_id_32cb9780" ON "demands_supervision" ("demand_id");

CREATE INDEX "demands_supervision_lifted_by_id_b5d3dbb9" ON "demands_supervision" ("lifted_by_id");

CREATE INDEX "demands_visit_area_id_8eb94ede" ON "demands_visit" ("area_id");

CREATE INDEX "demands_visit_demand_id_836e21f2" ON "demands_visit" ("demand_id");

CREATE INDEX "demands_visit_organisation_id_1030a21e" ON "demands_visit" ("organisation_id");

CREATE INDEX "demands_visit_visitor_id_18bf1e5f" ON "demands_visit" ("visitor_id");

CREATE INDEX "demands_visit_zone_id_213ded72" ON "demands_visit" ("zone_id");

CREATE INDEX "demands_visitposition_account_id_f8b0a869" ON "demands_visitposition" ("account_id");

CREATE INDEX "demands_visitposition_noted_at_d7820f22" ON "demands_visitposition" ("noted_at");

CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");

CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");

CREATE INDEX "duplicate_pair_list" ON "registry_duplicatepair" ("state", "likeness" DESC);

CREATE INDEX "duplicate_pair_second" ON "registry_duplicatepair" ("register", "second");

CREATE UNIQUE INDEX "embedding_choice_used_once" ON "search_embeddingchoice" ("state") WHERE "state" = 'used';

CREATE UNIQUE INDEX "embedding_choice_waiting_once" ON "search_embeddingchoice" ("state") WHERE "state" = 'waiting';

CREATE INDEX "exchange_row_outcome" ON "demands_exchangerow" ("run_id", "outcome", "id");

CREATE INDEX "filing_firm" ON "demands_filing" ("uscc", "kind", "state");

CREATE INDEX "filing_list" ON "demands_filing" ("created_at" DESC, "id" DESC);

CREATE INDEX "filing_waiting" ON "demands_filing" ("state", "created_at", "area_id");

CREATE UNIQUE INDEX "host_contact_account_once" ON "programmes_hostcontact" ("organisation_id", "account_id") WHERE "ended_at" IS NULL;

CREATE INDEX "import_row_outcome" ON "common_importrow" ("batch_id", "run", "outcome", "number");

CREATE INDEX "indicators_reporttemplate_by_id_e02dc0f3" ON "indicators_reporttemplate" ("by_id");

CREATE INDEX "indicators_workreport_area_id_37b67ea5" ON "indicators_workreport" ("area_id");

CREATE INDEX "indicators_workreport_by_id_55f34958" ON "indicators_workreport" ("by_id");

CREATE INDEX "indicators_workreport_repeats_id_6f84c33b" ON "indicators_workreport" ("repeats_id");

CREATE INDEX "job_state_lease" ON "common_job" ("state", "lease_until");

CREATE INDEX "ledger_posting" ON "programmes_ledgerentry" ("posting_id", "kind", "stage");

CREATE UNIQUE INDEX "ledger_sent_once" ON "programmes_ledgerentry" ("by_id", "submission") WHERE NOT ("submission" = '');

CREATE INDEX "list_item_position" ON "matching_listitem" ("list_match_id", "side", "position");

CREATE INDEX "list_pair_by_demand" ON "matching_listpair" ("demand_id", "direction", "rank");

CREATE INDEX "list_pair_by_supply" ON "matching_listpair" ("supply_id", "direction", "rank");

CREATE UNIQUE INDEX "match_run_current_once" ON "matching_matchrun" ("area_id") WHERE "is_current";

CREATE INDEX "matching_assignmentplan_area_id_4d721ec4" ON "matching_assignmentplan" ("area_id");

CREATE INDEX "matching_assignmentplan_by_id_451e6cab" ON "matching_assignmentplan" ("by_id");

CREATE INDEX "matching_assignmentplan_job_id_4318656c" ON "matching_assignmentplan" ("job_id");

CREATE INDEX "matching_assignmentplan_previous_id_355382c2" ON "matching_assignmentplan" ("previous_id");

CREATE INDEX "matching_assignmentplan_run_id_d0d453ab" ON "matching_assignmentplan" ("run_id");

CREATE INDEX "matching_candidate_demand_id_f5c494f0" ON "matching_candidate" ("demand_id");

CREATE INDEX "matching_candidate_run_id_8568cd4c" ON "matching_candidate" ("run_id");

CREATE INDEX "matching_choice_by_id_00269bf0" ON "matching_choice" ("by_id");

CREATE INDEX "matching_choice_demand_id_69d89de5" ON "matching_choice" ("demand_id");

CREATE INDEX "matching_judgement_by_id_a23bfcf5" ON "matching_judgement" ("by_id");

CREATE INDEX "matching_judgement_demand_id_a229ef75" ON "matching_judgement" ("demand_id");

CREATE INDEX "matching_lexiconentry_updated_by_id_6ae81056" ON "matching_lexiconentry" ("updated_by_id");

CREATE INDEX "matching_lexiconimport_by_id_c6d3edb8" ON "matching_lexiconimport" ("by_id");

CREATE INDEX "matching_lexiconimport_reverted_by_id_2d00ca5b" ON "matching_lexiconimport" ("reverted_by_id");

CREATE INDEX "matching_lexiconspelling_entry_id_338fcbf2" ON "matching_lexiconspelling" ("entry_id");

CREATE INDEX "matching_listfile_list_match_id_f23e2d22" ON "matching_listfile" ("list_match_id");

CREATE INDEX "matching_listitem_list_match_id_52dd3185" ON "matching_listitem" ("list_match_id");

CREATE INDEX "matching_listmatch_job_id_41ecd967" ON "matching_listmatch" ("job_id");

CREATE INDEX "matching_listmatch_owner_id_26e16175" ON "matching_listmatch" ("owner_id");

CREATE INDEX "matching_listpair_demand_id_6b97467d" ON "matching_listpair" ("demand_id");

CREATE INDEX "matching_listpair_list_match_id_4c8248a3" ON "matching_listpair" ("list_match_id");

CREATE INDEX "matching_listpair_supply_id_27ef52eb" ON "matching_listpair" ("supply_id");

CREATE INDEX "matching_matchrun_area_id_79bbc87c" ON "matching_matchrun" ("area_id");

CREATE INDEX "matching_matchrun_by_id_0a5b1f73" ON "matching_matchrun" ("by_id");

CREATE INDEX "matching_matchrun_ranking_model_id_07c737c2" ON "matching_matchrun" ("ranking_model_id");

CREATE INDEX "matching_planconflict_by_id_3a15ca90" ON "matching_planconflict" ("by_id");

CREATE INDEX "matching_planconflict_first_id_b675a1e8" ON "matching_planconflict" ("first_id");

CREATE INDEX "matching_planconflict_plan_id_8c5ebd55" ON "matching_planconflict" ("plan_id");

CREATE INDEX "matching_planconflict_second_id_78adda41" ON "matching_planconflict" ("second_id");

CREATE INDEX "matching_plandemand_demand_id_f2ad57bc" ON "matching_plandemand" ("demand_id");

CREATE INDEX "matching_plandemand_plan_id_e11ef1d4" ON "matching_plandemand" ("plan_id");

CREATE INDEX "matching_planpair_demand_id_67a8822c" ON "matching_planpair" ("demand_id");

CREATE INDEX "matching_planpair_marked_by_id_8f0a14a5" ON "matching_planpair" ("marked_by_id");

CREATE INDEX "matching_planpair_plan_id_ddd72121" ON "matching_planpair" ("plan_id");

CREATE INDEX "matching_planpair_proposal_id_5af238b5" ON "matching_planpair" ("proposal_id");

CREATE INDEX "matching_planpair_supply_id_66dec7cc" ON "matching_planpair" ("supply_id");

CREATE INDEX "matching_plansupply_organisation_id_07bc166c" ON "matching_plansupply" ("organisation_id");

CREATE INDEX "matching_plansupply_plan_id_cb5257b9" ON "matching_plansupply" ("plan_id");

CREATE INDEX "matching_proposal_by_id_0d8dec32" ON "matching_proposal" ("by_id");

CREATE INDEX "matching_proposal_demand_id_472de380" ON "matching_proposal" ("demand_id");

CREATE INDEX "matching_proposal_owner_id_24c38bb2" ON "matching_proposal" ("owner_id");

CREATE INDEX "matching_proposal_person_id_ee4f746f" ON "matching_proposal" ("person_id");

CREATE INDEX "matching_proposal_ranking_model_id_0d9f4cf3" ON "matching_proposal" ("ranking_model_id");

CREATE INDEX "matching_proposal_state_2737ee9b" ON "matching_proposal" ("state");

CREATE INDEX "matching_proposalevent_by_id_d5c206fb" ON "matching_proposalevent" ("by_id");

CREATE INDEX "matching_proposalevent_proposal_id_f4290182" ON "matching_proposalevent" ("proposal_id");

CREATE INDEX "matching_proposallink_proposal_id_70796edf" ON "matching_proposallink" ("proposal_id");

CREATE INDEX "matching_rankingmodel_by_id_921da2c6" ON "matching_rankingmodel" ("by_id");

CREATE INDEX "matching_rankingmodel_decided_by_id_502eda49" ON "matching_rankingmodel" ("decided_by_id");

CREATE INDEX "matching_rankingmodel_state_6570ee5c" ON "matching_rankingmodel" ("state");

CREATE INDEX "matching_rankingmodelevent_by_id_6eb51578" ON "matching_rankingmodelevent" ("by_id");

CREATE INDEX "matching_rankingmodelevent_model_id_698a2ef9" ON "matching_rankingmodelevent" ("model_id");

CREATE UNIQUE INDEX "membership_once" ON "accounts_membership" ("user_id", "role", (COALESCE("area_id", 0)), (COALESCE("department_id", 0)), (COALESCE("organisation_id", 0)));

CREATE INDEX "merge_kept" ON "registry_merge" ("register", "kept");

CREATE UNIQUE INDEX "merge_of_a_record_once" ON "registry_merge" ("register", "merged") WHERE "undone_at" IS NULL;

CREATE INDEX "message_inbox" ON "messaging_message" ("account_id", "created_at" DESC, "id" DESC);

CREATE UNIQUE INDEX "message_once_an_address" ON "messaging_message" ("address", "key") WHERE "account_id" IS NULL;

CREATE INDEX "message_sent" ON "messaging_message" ("by_id", "created_at" DESC, "id" DESC);

CREATE INDEX "message_target" ON "messaging_message" ("target_type", "target_id");

CREATE INDEX "message_unread" ON "messaging_message" ("account_id") WHERE ("archived_at" IS NULL AND "read_at" IS NULL);

CREATE INDEX "messaging_channelchoice_account_id_19744136" ON "messaging_channelchoice" ("account_id");

CREATE INDEX "messaging_delivery_digest_id_61445e41" ON "messaging_delivery" ("digest_id");

CREATE INDEX "messaging_delivery_message_id_e5d46cf3" ON "messaging_delivery" ("message_id");

CREATE INDEX "messaging_digest_account_id_254d8229" ON "messaging_digest" ("account_id");

CREATE INDEX "messaging_message_account_id_21900bb3" ON "messaging_message" ("account_id");

CREATE INDEX "messaging_message_by_id_5a018b79" ON "messaging_message" ("by_id");

CREATE INDEX "messaging_oneclicklink_account_id_1e291311" ON "messaging_oneclicklink" ("account_id");

CREATE INDEX "messaging_oneclicklink_message_id_d8362992" ON "messaging_oneclicklink" ("message_id");

CREATE INDEX "messaging_wording_by_id_92114ed8" ON "messaging_wording" ("by_id");

CREATE INDEX "mfa_authenticator_user_id_0c3a50c0" ON "mfa_authenticator" ("user_id");

CREATE INDEX "organisation_list" ON "registry_organisation" ("archived_at", "name");

CREATE INDEX "organisation_scope" ON "registry_organisation" ("archived_at", "area_id", "zone_id", "id", "created_at");

CREATE INDEX "outbox_state_due" ON "common_outboxmessage" ("state", "due_at");

CREATE INDEX "person_changes" ON "registry_person" ("updated_at" DESC, "id", "is_expert", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at") WHERE "archived_at" IS NULL;

CREATE INDEX "person_figures" ON "registry_person" ("archived_at", "is_expert", "field", "area_id", "zone_id", "created_at");

CREATE INDEX "person_list" ON "registry_person" ("name", "id", "is_expert", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at", "rank", "field") WHERE "archived_at" IS NULL;

CREATE INDEX "person_names" ON "registry_person" ("organisation_name", "id", "is_expert", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at") WHERE "archived_at" IS NULL;

CREATE INDEX "person_scope" ON "registry_person" ("archived_at", "is_expert", "disclosure", "area_id", "zone_id", "organisation_id");

CREATE INDEX "person_silent" ON "registry_person" ("archived_at", "is_expert", "area_id", "zone_id", "organisation_id", "disclosure") WHERE ("keywords" = '' AND "profile" = '' AND "research" = '');

CREATE INDEX person_words ON "registry_person" ("archived_at", "name", "id", "is_expert", "area_id", "zone_id", "organisation_id", "disclosure", "name_en", "research", "keywords", "organisation_name", "initials");

CREATE INDEX "person_zones" ON "registry_person" ("zone_id", "area_id") WHERE "zone_id" IS NOT NULL;

CREATE INDEX "personal_read_of" ON "common_personaldataread" ("target_type", "target_id", "at" DESC);

CREATE INDEX "personal_request_due" ON "registry_personalrequest" ("state", "due_on");

CREATE INDEX "plan_list" ON "matching_assignmentplan" ("changed_at" DESC, "id" DESC);

CREATE INDEX "plan_pair_entries" ON "matching_planpair" ("plan_id", "generation", "is_chosen", "score" DESC);

CREATE INDEX "posting_call" ON "programmes_posting" ("call_id", "state");

CREATE UNIQUE INDEX "posting_certificate_slot" ON "programmes_posting" ("certificate_id", "slot") WHERE "state" IN ('active', 'agreement_draft', 'both_agreed', 'extended', 'filed', 'matched', 'signed_commissioner', 'signed_home_unit', 'signed_host');

CREATE INDEX "posting_host" ON "programmes_posting" ("host_id", "state");

CREATE UNIQUE INDEX "posting_host_slot" ON "programmes_posting" ("call_id", "host_id", "host_slot") WHERE "state" IN ('active', 'agreement_draft', 'both_agreed', 'extended', 'filed', 'matched', 'signed_commissioner', 'signed_home_unit', 'signed_host');

CREATE INDEX "posting_list" ON "programmes_posting" ("changed_at" DESC, "id" DESC);

CREATE UNIQUE INDEX "posting_need_county_slot" ON "programmes_postingneed" ("call_id", "area_id", "county_slot") WHERE "state" IN ('met', 'submitted', 'verified');

CREATE UNIQUE INDEX "posting_need_firm_slot" ON "programmes_postingneed" ("call_id", "host_id", "firm_slot") WHERE "state" IN ('met', 'submitted', 'verified');

CREATE INDEX "posting_need_list" ON "programmes_postingneed" ("call_id", "state", "id");

CREATE UNIQUE INDEX "posting_once" ON "programmes_posting" ("certificate_id", "host_id") WHERE "state" IN ('active', 'agreement_draft', 'both_agreed', 'extended', 'filed', 'matched', 'signed_commissioner', 'signed_home_unit', 'signed_host');

CREATE INDEX "posting_pair_chosen" ON "programmes_postingpair" ("plan_id", "generation", "is_chosen");

CREATE UNIQUE INDEX "posting_person_slot" ON "programmes_posting" ("person_id", "slot") WHERE "state" IN ('active', 'agreement_draft', 'both_agreed', 'extended', 'filed', 'matched', 'signed_commissioner', 'signed_home_unit', 'signed_host');

CREATE INDEX "programmes_agreement_by_id_da3787d4" ON "programmes_agreement" ("by_id");

CREATE INDEX "programmes_agreement_extends_id_3e79c50a" ON "programmes_agreement" ("extends_id");

CREATE INDEX "programmes_agreement_meeting_id_81a44388" ON "programmes_agreement" ("meeting_id");

CREATE INDEX "programmes_agreement_posting_id_0aae3af9" ON "programmes_agreement" ("posting_id");

CREATE INDEX "programmes_agreement_replaces_id_38239d43" ON "programmes_agreement" ("replaces_id");

CREATE INDEX "programmes_agreement_template_id_fd25a642" ON "programmes_agreement" ("template_id");

CREATE INDEX "programmes_agreementsignature_agreement_id_71ea5f40" ON "programmes_agreementsignature" ("agreement_id");

CREATE INDEX "programmes_agreementsignature_by_id_4ca1a542" ON "programmes_agreementsignature" ("by_id");

CREATE INDEX "programmes_agreementtemplate_area_id_95bab6a4" ON "programmes_agreementtemplate" ("area_id");

CREATE INDEX "programmes_agreementtemplate_by_id_c3be2043" ON "programmes_agreementtemplate" ("by_id");

CREATE INDEX "programmes_application_by_id_dde65a02" ON "programmes_application" ("by_id");

CREATE INDEX "programmes_application_organisation_id_00d8455f" ON "programmes_application" ("organisation_id");

CREATE INDEX "programmes_application_person_id_d10b4784" ON "programmes_application" ("person_id");

CREATE INDEX "programmes_application_round_id_38ff040a" ON "programmes_application" ("round_id");

CREATE INDEX "programmes_application_unit_id_315b9573" ON "programmes_application" ("unit_id");

CREATE INDEX "programmes_applicationmember_application_id_425a6fc2" ON "programmes_applicationmember" ("application_id");

CREATE INDEX "programmes_applicationmember_organisation_id_70ab8af1" ON "programmes_applicationmember" ("organisation_id");

CREATE INDEX "programmes_applicationmember_person_id_a0a70a3b" ON "programmes_applicationmember" ("person_id");

CREATE INDEX "programmes_applicationpaper_application_id_6f6092ae" ON "programmes_applicationpaper" ("application_id");

CREATE INDEX "programmes_applicationpaper_by_id_8520b9b8" ON "programmes_applicationpaper" ("by_id");

CREATE INDEX "programmes_applicationpaper_key_65a0a5e3" ON "programmes_applicationpaper" ("key");

CREATE INDEX "programmes_applicationreturn_application_id_42c14162" ON "programmes_applicationreturn" ("application_id");

CREATE INDEX "programmes_applicationreturn_by_id_accd8130" ON "programmes_applicationreturn" ("by_id");

CREATE INDEX "programmes_award_area_id_fba59d0a" ON "programmes_award" ("area_id");

CREATE INDEX "programmes_award_organisation_id_eb33eb80" ON "programmes_award" ("organisation_id");

CREATE INDEX "programmes_award_zone_id_d2a4f531" ON "programmes_award" ("zone_id");

CREATE INDEX "programmes_certificate_programme_id_d2d9b56c" ON "programmes_certificate" ("programme_id");

CREATE INDEX "programmes_certificate_recognition_id_7017c77f" ON "programmes_certificate" ("recognition_id");

CREATE INDEX "programmes_commendation_by_id_12659481" ON "programmes_commendation" ("by_id");

CREATE INDEX "programmes_commendation_posting_id_43f5034a" ON "programmes_commendation" ("posting_id");

CREATE INDEX "programmes_conditioncheck_application_id_4dbdd5ec" ON "programmes_conditioncheck" ("application_id");

CREATE INDEX "programmes_confirmationlink_by_id_c8dc7fe5" ON "programmes_confirmationlink" ("by_id");

CREATE INDEX "programmes_confirmationlink_contact_id_dc1fcce4" ON "programmes_confirmationlink" ("contact_id");

CREATE INDEX "programmes_confirmationlink_log_id_d3c280dd" ON "programmes_confirmationlink" ("log_id");

CREATE INDEX "programmes_confirmationslip_by_id_779462a0" ON "programmes_confirmationslip" ("by_id");

CREATE INDEX "programmes_confirmationslip_log_id_123de709" ON "programmes_confirmationslip" ("log_id");

CREATE INDEX "programmes_firmowner_by_id_421ffba0" ON "programmes_firmowner" ("by_id");

CREATE INDEX "programmes_firmowner_firm_id_5eda9aa3" ON "programmes_firmowner" ("firm_id");

CREATE INDEX "programmes_firmowner_person_id_5c38c986" ON "programmes_firmowner" ("person_id");

CREATE INDEX "programmes_firmowner_unit_id_69daebf7" ON "programmes_firmowner" ("unit_id");

CREATE INDEX "programmes_historicalagreement_by_id_203f2a0e" ON "programmes_historicalagreement" ("by_id");

CREATE INDEX "programmes_historicalagreement_extends_id_dc5f1cfb" ON "programmes_historicalagreement" ("extends_id");

CREATE INDEX "programmes_historicalagreement_history_date_78211670" ON "programmes_historicalagreement" ("history_date");

CREATE INDEX "programmes_historicalagreement_history_user_id_cc7d9ace" ON "programmes_historicalagreement" ("history_user_id");

CREATE INDEX "programmes_historicalagreement_id_67085ac2" ON "programmes_historicalagreement" ("id");

CREATE INDEX "programmes_historicalagreement_meeting_id_e033a26c" ON "programmes_historicalagreement" ("meeting_id");

CREATE INDEX "programmes_historicalagreement_number_0709f818" ON "programmes_historicalagreement" ("number");

CREATE INDEX "programmes_historicalagreement_posting_id_8b091ba2" ON "programmes_historicalagreement" ("posting_id");

CREATE INDEX "programmes_historicalagreement_replaces_id_c6ce4f9d" ON "programmes_historicalagreement" ("replaces_id");

CREATE INDEX "programmes_historicalagreement_template_id_29a868a1" ON "programmes_historicalagreement" ("template_id");

CREATE INDEX "programmes_historicalapplication_by_id_af9b7e28" ON "programmes_historicalapplication" ("by_id");

CREATE INDEX "programmes_historicalapplication_history_date_1a72a2f5" ON "programmes_historicalapplication" ("history_date");

CREATE INDEX "programmes_historicalapplication_history_user_id_8e08eb97" ON "programmes_historicalapplication" ("history_user_id");

CREATE INDEX "programmes_historicalapplication_id_bf6d5d8d" ON "programmes_historicalapplication" ("id");

CREATE INDEX "programmes_historicalapplication_organisation_id_0dd052f7" ON "programmes_historicalapplication" ("organisation_id");

CREATE INDEX "programmes_historicalapplication_person_id_b763e2d5" ON "programmes_historicalapplication" ("person_id");

CREATE INDEX "programmes_historicalapplication_round_id_27d0b5ff" ON "programmes_historicalapplication" ("round_id");

CREATE INDEX "programmes_historicalapplication_unit_id_45bf101b" ON "programmes_historicalapplication" ("unit_id");

CREATE INDEX "programmes_historicalaward_area_id_dd058e04" ON "programmes_historicalaward" ("area_id");

CREATE INDEX "programmes_historicalaward_history_date_daaf4882" ON "programmes_historicalaward" ("history_date");

CREATE INDEX "programmes_historicalaward_history_user_id_e666afd5" ON "programmes_historicalaward" ("history_user_id");

CREATE INDEX "programmes_historicalaward_id_66d1228a" ON "programmes_historicalaward" ("id");

CREATE INDEX "programmes_historicalaward_organisation_id_dd905ef3" ON "programmes_historicalaward" ("organisation_id");

CREATE INDEX "programmes_historicalaward_zone_id_fcb1468d" ON "programmes_historicalaward" ("zone_id");

CREATE INDEX "programmes_historicalcertificate_application_id_85cd19dc" ON "programmes_historicalcertificate" ("application_id");

CREATE INDEX "programmes_historicalcertificate_code_c25ea510" ON "programmes_historicalcertificate" ("code");

CREATE INDEX "programmes_historicalcertificate_history_date_db1e8c0e" ON "programmes_historicalcertificate" ("history_date");

CREATE INDEX "programmes_historicalcertificate_history_user_id_2bac05a9" ON "programmes_historicalcertificate" ("history_user_id");

CREATE INDEX "programmes_historicalcertificate_id_7c1eac86" ON "programmes_historicalcertificate" ("id");

CREATE INDEX "programmes_historicalcertificate_number_088940eb" ON "programmes_historicalcertificate" ("number");

CREATE INDEX "programmes_historicalcertificate_programme_id_7a42a613" ON "programmes_historicalcertificate" ("programme_id");

CREATE INDEX "programmes_historicalcertificate_recognition_id_e815ef09" ON "programmes_historicalcertificate" ("recognition_id");

CREATE INDEX "programmes_historicalposting_by_id_80847a5c" ON "programmes_historicalposting" ("by_id");

CREATE INDEX "programmes_historicalposting_call_id_04e6e599" ON "programmes_historicalposting" ("call_id");

CREATE INDEX "programmes_historicalposting_certificate_id_3a857047" ON "programmes_historicalposting" ("certificate_id");

CREATE INDEX "programmes_historicalposting_follows_id_658ac855" ON "programmes_historicalposting" ("follows_id");

CREATE INDEX "programmes_historicalposting_history_date_57f5245c" ON "programmes_historicalposting" ("history_date");

CREATE INDEX "programmes_historicalposting_history_user_id_5805d175" ON "programmes_historicalposting" ("history_user_id");

CREATE INDEX "programmes_historicalposting_home_id_030b7608" ON "programmes_historicalposting" ("home_id");

CREATE INDEX "programmes_historicalposting_host_id_13abf959" ON "programmes_historicalposting" ("host_id");

CREATE INDEX "programmes_historicalposting_id_865dd8a0" ON "programmes_historicalposting" ("id");

CREATE INDEX "programmes_historicalposting_need_id_ccff9970" ON "programmes_historicalposting" ("need_id");

CREATE INDEX "programmes_historicalposting_person_id_5eb8f950" ON "programmes_historicalposting" ("person_id");

CREATE INDEX "programmes_historicalpostingcall_by_id_2935f0ce" ON "programmes_historicalpostingcall" ("by_id");

CREATE INDEX "programmes_historicalpostingcall_history_date_da745541" ON "programmes_historicalpostingcall" ("history_date");

CREATE INDEX "programmes_historicalpostingcall_history_user_id_916fb728" ON "programmes_historicalpostingcall" ("history_user_id");

CREATE INDEX "programmes_historicalpostingcall_id_996939ba" ON "programmes_historicalpostingcall" ("id");

CREATE INDEX "programmes_historicalpostingcall_round_id_19f8f42e" ON "programmes_historicalpostingcall" ("round_id");

CREATE INDEX "programmes_historicalpostingneed_area_id_72532ef9" ON "programmes_historicalpostingneed" ("area_id");

CREATE INDEX "programmes_historicalpostingneed_by_id_a9815456" ON "programmes_historicalpostingneed" ("by_id");

CREATE INDEX "programmes_historicalpostingneed_call_id_336b0093" ON "programmes_historicalpostingneed" ("call_id");

CREATE INDEX "programmes_historicalpostingneed_history_date_f89de87e" ON "programmes_historicalpostingneed" ("history_date");

CREATE INDEX "programmes_historicalpostingneed_history_user_id_162319c9" ON "programmes_historicalpostingneed" ("history_user_id");

CREATE INDEX "programmes_historicalpostingneed_host_id_e2e55649" ON "programmes_historicalpostingneed" ("host_id");

CREATE INDEX "programmes_historicalpostingneed_id_63a184ce" ON "programmes_historicalpostingneed" ("id");

CREATE INDEX "programmes_historicalprogramme_area_id_3d2e6deb" ON "programmes_historicalprogramme" ("area_id");

CREATE INDEX "programmes_historicalprogramme_by_id_aa8da02e" ON "programmes_historicalprogramme" ("by_id");

CREATE INDEX "programmes_historicalprogramme_department_id_42465631" ON "programmes_historicalprogramme" ("department_id");

CREATE INDEX "programmes_historicalprogramme_history_date_0815454a" ON "programmes_historicalprogramme" ("history_date");

CREATE INDEX "programmes_historicalprogramme_history_user_id_07758033" ON "programmes_historicalprogramme" ("history_user_id");

CREATE INDEX "programmes_historicalprogramme_id_54ed5167" ON "programmes_historicalprogramme" ("id");

CREATE INDEX "programmes_historicalround_by_id_8050b44f" ON "programmes_historicalround" ("by_id");

CREATE INDEX "programmes_historicalround_history_date_d2dcf2af" ON "programmes_historicalround" ("history_date");

CREATE INDEX "programmes_historicalround_history_user_id_b1e999a2" ON "programmes_historicalround" ("history_user_id");

CREATE INDEX "programmes_historicalround_id_f3c29e7b" ON "programmes_historicalround" ("id");

CREATE INDEX "programmes_historicalround_programme_id_0affd84a" ON "programmes_historicalround" ("programme_id");

CREATE INDEX "programmes_historicalround_state_6cb097df" ON "programmes_historicalround" ("state");

CREATE INDEX "programmes_historicalservicerules_call_id_e5beb9bc" ON "programmes_historicalservicerules" ("call_id");

CREATE INDEX "programmes_historicalservicerules_history_date_a63de0a4" ON "programmes_historicalservicerules" ("history_date");

CREATE INDEX "programmes_historicalservicerules_history_user_id_d83d8c08" ON "programmes_historicalservicerules" ("history_user_id");

CREATE INDEX "programmes_historicalservicerules_id_172c324d" ON "programmes_historicalservicerules" ("id");

CREATE INDEX "programmes_historicalstation_area_id_91a95d4e" ON "programmes_historicalstation" ("area_id");

CREATE INDEX "programmes_historicalstation_history_date_811e2a74" ON "programmes_historicalstation" ("history_date");

CREATE INDEX "programmes_historicalstation_history_user_id_c6c3a1b7" ON "programmes_historicalstation" ("history_user_id");

CREATE INDEX "programmes_historicalstation_id_68f2926d" ON "programmes_historicalstation" ("id");

CREATE INDEX "programmes_historicalstation_organisation_id_fac21919" ON "programmes_historicalstation" ("organisation_id");

CREATE INDEX "programmes_historicalstation_zone_id_4a197531" ON "programmes_historicalstation" ("zone_id");

CREATE INDEX "programmes_historicalworklog_approved_by_id_e2b63929" ON "programmes_historicalworklog" ("approved_by_id");

CREATE INDEX "programmes_historicalworklog_by_id_185ab880" ON "programmes_historicalworklog" ("by_id");

CREATE INDEX "programmes_historicalworklog_contact_id_dbcb1d1d" ON "programmes_historicalworklog" ("contact_id");

CREATE INDEX "programmes_historicalworklog_corrects_id_746df92b" ON "programmes_historicalworklog" ("corrects_id");

CREATE INDEX "programmes_historicalworklog_demand_id_094dd99d" ON "programmes_historicalworklog" ("demand_id");

CREATE INDEX "programmes_historicalworklog_history_date_f1fcfab8" ON "programmes_historicalworklog" ("history_date");

CREATE INDEX "programmes_historicalworklog_history_user_id_846af5a9" ON "programmes_historicalworklog" ("history_user_id");

CREATE INDEX "programmes_historicalworklog_id_c600f489" ON "programmes_historicalworklog" ("id");

CREATE INDEX "programmes_historicalworklog_posting_id_7f4b5528" ON "programmes_historicalworklog" ("posting_id");

CREATE INDEX "programmes_historicalyield_by_id_a4f2678f" ON "programmes_historicalyield" ("by_id");

CREATE INDEX "programmes_historicalyield_demand_id_82cc10e6" ON "programmes_historicalyield" ("demand_id");

CREATE INDEX "programmes_historicalyield_firm_id_2e558150" ON "programmes_historicalyield" ("firm_id");

CREATE INDEX "programmes_historicalyield_history_date_385d0deb" ON "programmes_historicalyield" ("history_date");

CREATE INDEX "programmes_historicalyield_history_user_id_88437978" ON "programmes_historicalyield" ("history_user_id");

CREATE INDEX "programmes_historicalyield_id_0e273fa9" ON "programmes_historicalyield" ("id");

CREATE INDEX "programmes_historicalyield_merged_into_id_f5d5c4a1" ON "programmes_historicalyield" ("merged_into_id");

CREATE INDEX "programmes_hostcontact_account_id_f34153f1" ON "programmes_hostcontact" ("account_id");

CREATE INDEX "programmes_hostcontact_by_id_fe3ed408" ON "programmes_hostcontact" ("by_id");

CREATE INDEX "programmes_hostcontact_organisation_id_640f5bd3" ON "programmes_hostcontact" ("organisation_id");

CREATE INDEX "programmes_hostcontact_verified_by_id_09166b39" ON "programmes_hostcontact" ("verified_by_id");

CREATE INDEX "programmes_lateallowance_by_id_8956427f" ON "programmes_lateallowance" ("by_id");

CREATE INDEX "programmes_lateallowance_organisation_id_fbf2274b" ON "programmes_lateallowance" ("organisation_id");

CREATE INDEX "programmes_lateallowance_round_id_14c33cc9" ON "programmes_lateallowance" ("round_id");

CREATE INDEX "programmes_ledgerentry_by_id_c9a7dd90" ON "programmes_ledgerentry" ("by_id");

CREATE INDEX "programmes_ledgerentry_posting_id_16eb62e1" ON "programmes_ledgerentry" ("posting_id");

CREATE INDEX "programmes_meeting_by_id_e62eb17a" ON "programmes_meeting" ("by_id");

CREATE INDEX "programmes_objection_application_id_e7390767" ON "programmes_objection" ("application_id");

CREATE INDEX "programmes_objection_decided_by_id_00978706" ON "programmes_objection" ("decided_by_id");

CREATE INDEX "programmes_objection_state_4e773fb7" ON "programmes_objection" ("state");

CREATE INDEX "programmes_posting_by_id_8c7581b7" ON "programmes_posting" ("by_id");

CREATE INDEX "programmes_posting_call_id_431cadb0" ON "programmes_posting" ("call_id");

CREATE INDEX "programmes_posting_certificate_id_39a93e0a" ON "programmes_posting" ("certificate_id");

CREATE INDEX "programmes_posting_follows_id_9d42b1ad" ON "programmes_posting" ("follows_id");

CREATE INDEX "programmes_posting_home_id_36312f14" ON "programmes_posting" ("home_id");

CREATE INDEX "programmes_posting_host_id_fd1b75ba" ON "programmes_posting" ("host_id");

CREATE INDEX "programmes_posting_need_id_3c518fdd" ON "programmes_posting" ("need_id");

CREATE INDEX "programmes_posting_person_id_67bd2aa6" ON "programmes_posting" ("person_id");

CREATE INDEX "programmes_postingcall_by_id_a80d83d4" ON "programmes_postingcall" ("by_id");

CREATE INDEX "programmes_postingneed_area_id_25a2d245" ON "programmes_postingneed" ("area_id");

CREATE INDEX "programmes_postingneed_by_id_4d8ea410" ON "programmes_postingneed" ("by_id");

CREATE INDEX "programmes_postingneed_call_id_2c1598b4" ON "programmes_postingneed" ("call_id");

CREATE INDEX "programmes_postingneed_host_id_85e90743" ON "programmes_postingneed" ("host_id");

CREATE INDEX "programmes_postingpair_certificate_id_026f47a8" ON "programmes_postingpair" ("certificate_id");

CREATE INDEX "programmes_postingpair_need_id_48309ace" ON "programmes_postingpair" ("need_id");

CREATE INDEX "programmes_postingpair_plan_id_d1f576a3" ON "programmes_postingpair" ("plan_id");

CREATE INDEX "programmes_postingpair_posting_id_4ac91589" ON "programmes_postingpair" ("posting_id");

CREATE INDEX "programmes_postingperson_person_id_c6463659" ON "programmes_postingperson" ("person_id");

CREATE INDEX "programmes_postingperson_posting_id_9717e9ee" ON "programmes_postingperson" ("posting_id");

CREATE INDEX "programmes_postingplan_by_id_615a56e2" ON "programmes_postingplan" ("by_id");

CREATE INDEX "programmes_postingplan_call_id_09a709b1" ON "programmes_postingplan" ("call_id");

CREATE INDEX "programmes_postingplan_job_id_aa42f606" ON "programmes_postingplan" ("job_id");

CREATE INDEX "programmes_printpart_run_id_b532cc6c" ON "programmes_printpart" ("run_id");

CREATE INDEX "programmes_printrun_by_id_e99f7cec" ON "programmes_printrun" ("by_id");

CREATE INDEX "programmes_printrun_job_id_3d63c6f5" ON "programmes_printrun" ("job_id");

CREATE INDEX "programmes_programme_area_id_43cd7e93" ON "programmes_programme" ("area_id");

CREATE INDEX "programmes_programme_by_id_39e86333" ON "programmes_programme" ("by_id");

CREATE INDEX "programmes_programme_department_id_0878fea7" ON "programmes_programme" ("department_id");

CREATE INDEX "programmes_programmetext_by_id_f7a50454" ON "programmes_programmetext" ("by_id");

CREATE INDEX "programmes_programmetext_programme_id_c9bae50f" ON "programmes_programmetext" ("programme_id");

CREATE INDEX "programmes_publicnotice_by_id_d20c4267" ON "programmes_publicnotice" ("by_id");

CREATE INDEX "programmes_recognition_by_id_fb60a1b7" ON "programmes_recognition" ("by_id");

CREATE INDEX "programmes_recognition_round_id_f08449fa" ON "programmes_recognition" ("round_id");

CREATE INDEX "programmes_recommendingunit_area_id_eea21168" ON "programmes_recommendingunit" ("area_id");

CREATE INDEX "programmes_recommendingunit_organisation_id_e4eb347e" ON "programmes_recommendingunit" ("organisation_id");

CREATE INDEX "programmes_recommendingunit_round_id_56374748" ON "programmes_recommendingunit" ("round_id");

CREATE INDEX "programmes_recusal_account_id_73465a78" ON "programmes_recusal" ("account_id");

CREATE INDEX "programmes_recusal_by_id_86cb539a" ON "programmes_recusal" ("by_id");

CREATE INDEX "programmes_recusal_organisation_id_5479fb18" ON "programmes_recusal" ("organisation_id");

CREATE INDEX "programmes_recusal_round_id_4833c84f" ON "programmes_recusal" ("round_id");

CREATE INDEX "programmes_review_application_id_6bf92f91" ON "programmes_review" ("application_id");

CREATE INDEX "programmes_review_reviewer_id_726e503f" ON "programmes_review" ("reviewer_id");

CREATE INDEX "programmes_reviewpanel_by_id_73cc9983" ON "programmes_reviewpanel" ("by_id");

CREATE INDEX "programmes_round_by_id_8401f3eb" ON "programmes_round" ("by_id");

CREATE INDEX "programmes_round_programme_id_acb71872" ON "programmes_round" ("programme_id");

CREATE INDEX "programmes_round_state_16f1d3b1" ON "programmes_round" ("state");

CREATE INDEX "programmes_roundreviewer_account_id_421383bd" ON "programmes_roundreviewer" ("account_id");

CREATE INDEX "programmes_roundreviewer_panel_id_e93a1cbb" ON "programmes_roundreviewer" ("panel_id");

CREATE INDEX "programmes_roundreviewer_person_id_fc26687d" ON "programmes_roundreviewer" ("person_id");

CREATE INDEX "programmes_signingmeeting_by_id_5d8a9ea5" ON "programmes_signingmeeting" ("by_id");

CREATE INDEX "programmes_signingmeeting_call_id_37774d85" ON "programmes_signingmeeting" ("call_id");

CREATE INDEX "programmes_station_area_id_01d19af7" ON "programmes_station" ("area_id");

CREATE INDEX "programmes_station_organisation_id_d10f92c4" ON "programmes_station" ("organisation_id");

CREATE INDEX "programmes_station_zone_id_951ffef2" ON "programmes_station" ("zone_id");

CREATE INDEX "programmes_stationactivity_station_id_c131484b" ON "programmes_stationactivity" ("station_id");

CREATE INDEX "programmes_stationexpert_organisation_id_eb701661" ON "programmes_stationexpert" ("organisation_id");

CREATE INDEX "programmes_stationexpert_person_id_06e1dfbb" ON "programmes_stationexpert" ("person_id");

CREATE INDEX "programmes_stationexpert_station_id_75571b23" ON "programmes_stationexpert" ("station_id");

CREATE INDEX "programmes_stationpatent_station_id_41591f63" ON "programmes_stationpatent" ("station_id");

CREATE INDEX "programmes_stationpresence_station_id_4b78c4ea" ON "programmes_stationpresence" ("station_id");

CREATE INDEX "programmes_stationproject_station_id_6851d235" ON "programmes_stationproject" ("station_id");

CREATE INDEX "programmes_stationreport_station_id_b5651d95" ON "programmes_stationreport" ("station_id");

CREATE INDEX "programmes_workday_account_id_00d10e67" ON "programmes_workday" ("account_id");

CREATE INDEX "programmes_worklog_approved_by_id_0205deeb" ON "programmes_worklog" ("approved_by_id");

CREATE INDEX "programmes_worklog_by_id_a8fae7ea" ON "programmes_worklog" ("by_id");

CREATE INDEX "programmes_worklog_contact_id_a89f486a" ON "programmes_worklog" ("contact_id");

CREATE INDEX "programmes_worklog_corrects_id_fc04f96b" ON "programmes_worklog" ("corrects_id");

CREATE INDEX "programmes_worklog_demand_id_29aa49db" ON "programmes_worklog" ("demand_id");

CREATE INDEX "programmes_worklog_posting_id_10cc26f4" ON "programmes_worklog" ("posting_id");

CREATE INDEX "programmes_worklogphoto_log_id_212ce546" ON "programmes_worklogphoto" ("log_id");

CREATE INDEX "programmes_worklogposition_account_id_d1b8b40c" ON "programmes_worklogposition" ("account_id");

CREATE INDEX "programmes_worklogposition_noted_at_069445f1" ON "programmes_worklogposition" ("noted_at");

CREATE INDEX "programmes_yield_by_id_0f7ccf49" ON "programmes_yield" ("by_id");

CREATE INDEX "programmes_yield_demand_id_9024c6ce" ON "programmes_yield" ("demand_id");

CREATE INDEX "programmes_yield_firm_id_a33e0517" ON "programmes_yield" ("firm_id");

CREATE INDEX "programmes_yield_merged_into_id_5a4b4a09" ON "programmes_yield" ("merged_into_id");

CREATE INDEX "programmes_yieldevidence_by_id_1486849b" ON "programmes_yieldevidence" ("by_id");

CREATE INDEX "programmes_yieldevidence_service_yield_id_8212042a" ON "programmes_yieldevidence" ("service_yield_id");

CREATE INDEX "programmes_yieldshare_posting_id_09a4e008" ON "programmes_yieldshare" ("posting_id");

CREATE INDEX "programmes_yieldshare_service_yield_id_bc9a6a0b" ON "programmes_yieldshare" ("service_yield_id");

CREATE INDEX "proposal_changes" ON "matching_proposal" ("state", "changed_at", "id");

CREATE INDEX "proposal_ends" ON "matching_proposal" ("state", "expires_on", "id");

CREATE UNIQUE INDEX "proposal_link_living_once" ON "matching_proposallink" ("proposal_id", "side") WHERE "revoked_at" IS NULL;

CREATE INDEX "proposal_list" ON "matching_proposal" ("changed_at" DESC, "id" DESC);

CREATE UNIQUE INDEX "proposal_living_once" ON "matching_proposal" ("demand_id", "kind", "supply") WHERE "state" IN ('interest_demand', 'interest_supply', 'meeting', 'mutual', 'shown');

CREATE INDEX "public_try_at" ON "common_publictry" ("at");

CREATE INDEX "public_try_key" ON "common_publictry" ("key", "at");

CREATE UNIQUE INDEX "ranking_model_in_use_once" ON "matching_rankingmodel" ("state") WHERE "state" = 'accepted';

CREATE UNIQUE INDEX "reference_number_once" ON "demands_externalreference" ("system_id", "number") WHERE NOT ("number" = '');

CREATE INDEX "registry_accessrequest_asker_id_52af0e7e" ON "registry_accessrequest" ("asker_id");

CREATE INDEX "registry_accessrequest_decided_by_id_55b9e866" ON "registry_accessrequest" ("decided_by_id");

CREATE INDEX "registry_accessrequest_organisation_id_3aaebbde" ON "registry_accessrequest" ("organisation_id");

CREATE INDEX "registry_achievement_area_id_e0af39a0" ON "registry_achievement" ("area_id");

CREATE INDEX "registry_achievement_organisation_id_3187a87f" ON "registry_achievement" ("organisation_id");

CREATE INDEX "registry_achievement_zone_id_ec63cbaf" ON "registry_achievement" ("zone_id");

CREATE INDEX "registry_affiliation_organisation_id_b6f7cc11" ON "registry_affiliation" ("organisation_id");

CREATE INDEX "registry_affiliation_person_id_162b8d1d" ON "registry_affiliation" ("person_id");

CREATE INDEX "registry_area_initials_9f0be9a5" ON "registry_area" ("initials");

CREATE INDEX "registry_area_parent_id_f6979cb5" ON "registry_area" ("parent_id");

CREATE INDEX "registry_attachment_by_id_6ebd293c" ON "registry_attachment" ("by_id");

CREATE INDEX "registry_carrier_area_id_d58ebad3" ON "registry_carrier" ("area_id");

CREATE INDEX "registry_carrier_organisation_id_35b1bd09" ON "registry_carrier" ("organisation_id");

CREATE INDEX "registry_carrier_zone_id_a47f631d" ON "registry_carrier" ("zone_id");

CREATE INDEX "registry_carriermember_carrier_id_c349b7fa" ON "registry_carriermember" ("carrier_id");

CREATE INDEX "registry_carriermember_organisation_id_092aa9ce" ON "registry_carriermember" ("organisation_id");

CREATE INDEX "registry_comment_by_id_6d594078" ON "registry_comment" ("by_id");

CREATE INDEX "registry_consent_user_id_96041880" ON "registry_consent" ("user_id");

CREATE INDEX "registry_duplicatepair_decided_by_id_b6056085" ON "registry_duplicatepair" ("decided_by_id");

CREATE INDEX "registry_formername_name_key_5e112544" ON "registry_formername" ("name_key");

CREATE INDEX "registry_formername_organisation_id_0bd484bc" ON "registry_formername" ("organisation_id");

CREATE INDEX "registry_historicalachievement_area_id_d53bf364" ON "registry_historicalachievement" ("area_id");

CREATE INDEX "registry_historicalachievement_history_date_7af01f27" ON "registry_historicalachievement" ("history_date");

CREATE INDEX "registry_historicalachievement_history_user_id_a8e37aba" ON "registry_historicalachievement" ("history_user_id");

CREATE INDEX "registry_historicalachievement_id_74ce75ad" ON "registry_historicalachievement" ("id");

CREATE INDEX "registry_historicalachievement_organisation_id_bac62209" ON "registry_historicalachievement" ("organisation_id");

CREATE INDEX "registry_historicalachievement_zone_id_a5f1d5f5" ON "registry_historicalachievement" ("zone_id");

CREATE INDEX "registry_historicalcarrier_area_id_ffa5ed94" ON "registry_historicalcarrier" ("area_id");

CREATE INDEX "registry_historicalcarrier_history_date_067af59f" ON "registry_historicalcarrier" ("history_date");

CREATE INDEX "registry_historicalcarrier_history_user_id_b5b2369e" ON "registry_historicalcarrier" ("history_user_id");

CREATE INDEX "registry_historicalcarrier_id_64a33d57" ON "registry_historicalcarrier" ("id");

CREATE INDEX "registry_historicalcarrier_organisation_id_63cf720d" ON "registry_historicalcarrier" ("organisation_id");

CREATE INDEX "registry_historicalcarrier_zone_id_d90c6585" ON "registry_historicalcarrier" ("zone_id");

CREATE INDEX "registry_historicalorganisation_area_id_ec416365" ON "registry_historicalorganisation" ("area_id");

CREATE INDEX "registry_historicalorganisation_history_date_d8d92314" ON "registry_historicalorganisation" ("history_date");

CREATE INDEX "registry_historicalorganisation_history_user_id_756479e7" ON "registry_historicalorganisation" ("history_user_id");

CREATE INDEX "registry_historicalorganisation_id_238825e8" ON "registry_historicalorganisation" ("id");

CREATE INDEX "registry_historicalorganisation_initials_3dc333a8" ON "registry_historicalorganisation" ("initials");

CREATE INDEX "registry_historicalorganisation_name_key_cdf5544d" ON "registry_historicalorganisation" ("name_key");

CREATE INDEX "registry_historicalorganisation_name_tail_b440953a" ON "registry_historicalorganisation" ("name_tail");

CREATE INDEX "registry_historicalorganisation_uscc_46e376cf" ON "registry_historicalorganisation" ("uscc");

CREATE INDEX "registry_historicalorganisation_zone_id_567b7dda" ON "registry_historicalorganisation" ("zone_id");

CREATE INDEX "registry_historicalperson_account_id_d13998f1" ON "registry_historicalperson" ("account_id");

CREATE INDEX "registry_historicalperson_area_id_f73ceadb" ON "registry_historicalperson" ("area_id");

CREATE INDEX "registry_historicalperson_history_date_62bc092f" ON "registry_historicalperson" ("history_date");

CREATE INDEX "registry_historicalperson_history_user_id_d67d4ad6" ON "registry_historicalperson" ("history_user_id");

CREATE INDEX "registry_historicalperson_id_5c4a01d5" ON "registry_historicalperson" ("id");

CREATE INDEX "registry_historicalperson_initials_e123b65e" ON "registry_historicalperson" ("initials");

CREATE INDEX "registry_historicalperson_organisation_id_a9e49eb0" ON "registry_historicalperson" ("organisation_id");

CREATE INDEX "registry_historicalperson_zone_id_d190429f" ON "registry_historicalperson" ("zone_id");

CREATE INDEX "registry_historicalservice_area_id_c4a9212f" ON "registry_historicalservice" ("area_id");

CREATE INDEX "registry_historicalservice_history_date_011114dc" ON "registry_historicalservice" ("history_date");

CREATE INDEX "registry_historicalservice_history_user_id_bdc9ef84" ON "registry_historicalservice" ("history_user_id");

CREATE INDEX "registry_historicalservice_id_671710fc" ON "registry_historicalservice" ("id");

CREATE INDEX "registry_historicalservice_organisation_id_16207407" ON "registry_historicalservice" ("organisation_id");

CREATE INDEX "registry_historicalservice_zone_id_784e9a21" ON "registry_historicalservice" ("zone_id");

CREATE INDEX "registry_merge_by_id_24c4ab59" ON "registry_merge" ("by_id");

CREATE INDEX "registry_merge_undone_by_id_5128c53c" ON "registry_merge" ("undone_by_id");

CREATE INDEX "registry_organisation_area_id_fd965012" ON "registry_organisation" ("area_id");

CREATE INDEX "registry_organisation_initials_ede7ec89" ON "registry_organisation" ("initials");

CREATE INDEX "registry_organisation_name_key_96448a0b" ON "registry_organisation" ("name_key");

CREATE INDEX "registry_organisation_name_tail_1309fc82" ON "registry_organisation" ("name_tail");

CREATE INDEX "registry_organisation_zone_id_26eccc69" ON "registry_organisation" ("zone_id");

CREATE INDEX "registry_organisationtag_organisation_id_3070e4c3" ON "registry_organisationtag" ("organisation_id");

CREATE INDEX "registry_person_area_id_5f65e8aa" ON "registry_person" ("area_id");

CREATE INDEX "registry_person_initials_cb5eb359" ON "registry_person" ("initials");

CREATE INDEX "registry_person_organisation_id_5a72c902" ON "registry_person" ("organisation_id");

CREATE INDEX "registry_person_zone_id_a663b75e" ON "registry_person" ("zone_id");

CREATE INDEX "registry_personalrequest_account_id_2c0a5d03" ON "registry_personalrequest" ("account_id");

CREATE INDEX "registry_personalrequest_area_id_3d904d82" ON "registry_personalrequest" ("area_id");

CREATE INDEX "registry_personalrequest_by_id_b14c2347" ON "registry_personalrequest" ("by_id");

CREATE INDEX "registry_personalrequest_decided_by_id_65589369" ON "registry_personalrequest" ("decided_by_id");

CREATE INDEX "registry_personalrequest_person_id_7ab43186" ON "registry_personalrequest" ("person_id");

CREATE INDEX "registry_persontitle_person_id_51d7559b" ON "registry_persontitle" ("person_id");

CREATE INDEX "registry_restriction_request_id_d81d7158" ON "registry_restriction" ("request_id");

CREATE INDEX "registry_savedview_user_id_451ed75d" ON "registry_savedview" ("user_id");

CREATE INDEX "registry_service_area_id_64d30386" ON "registry_service" ("area_id");

CREATE INDEX "registry_service_organisation_id_e8c093eb" ON "registry_service" ("organisation_id");

CREATE INDEX "registry_service_zone_id_aafd78b1" ON "registry_service" ("zone_id");

CREATE INDEX "registry_trlevidence_achievement_id_ac77b9bf" ON "registry_trlevidence" ("achievement_id");

CREATE INDEX "registry_work_person_id_600496bf" ON "registry_work" ("person_id");

CREATE INDEX "search_embeddingchoice_by_id_bcaae937" ON "search_embeddingchoice" ("by_id");

CREATE INDEX "service_figures" ON "registry_service" ("archived_at", "field", "area_id", "zone_id", "created_at");

CREATE INDEX "service_list" ON "registry_service" ("archived_at", "title");

CREATE INDEX "service_scope" ON "registry_service" ("archived_at", "disclosure", "area_id", "zone_id", "organisation_id");

CREATE UNIQUE INDEX "station_expert_slot" ON "programmes_stationexpert" ("seat_key", "slot") WHERE "slot" IS NOT NULL;

CREATE INDEX "station_list" ON "programmes_station" ("title", "id", "area_id", "zone_id", "organisation_id", "disclosure", "archived_at", "kind", "is_outpost") WHERE "archived_at" IS NULL;

CREATE UNIQUE INDEX "station_patent_once" ON "programmes_stationpatent" ("thing") WHERE NOT ("thing" = '');

CREATE UNIQUE INDEX "station_project_once" ON "programmes_stationproject" ("thing") WHERE NOT ("thing" = '');

CREATE INDEX "station_scope" ON "programmes_station" ("archived_at", "disclosure", "area_id", "zone_id", "organisation_id", "id");

CREATE INDEX "success_index" ON "django_q_task" ("group", "name", "func") WHERE "success";

CREATE UNIQUE INDEX "supervision_once" ON "demands_supervision" ("demand_id") WHERE "lifted_at" IS NULL;

CREATE INDEX "tag_ends" ON "registry_organisationtag" ("to_on", "id", "organisation_id", "kind");

CREATE INDEX "tag_on_a_day" ON "registry_organisationtag" ("kind", "from_on", "to_on", "organisation_id");

CREATE UNIQUE INDEX "unique_authenticator_type" ON "mfa_authenticator" ("user_id", "type") WHERE "type" IN ('totp', 'recovery_codes');

CREATE UNIQUE INDEX "unique_primary_email" ON "account_emailaddress" ("user_id", "primary") WHERE "primary";

CREATE UNIQUE INDEX "unique_verified_email" ON "account_emailaddress" ("email") WHERE "verified";

CREATE INDEX "visit_firm" ON "demands_visit" ("organisation_id", "visited_on" DESC);

CREATE INDEX "visit_list" ON "demands_visit" ("visited_on" DESC, "id" DESC, "area_id", "zone_id", "organisation_id", "disclosure", "archived_at", "kind", "result") WHERE "archived_at" IS NULL;

CREATE INDEX "visit_mine" ON "demands_visit" ("visitor_id", "visited_on" DESC, "id" DESC);

CREATE INDEX "visit_scope" ON "demands_visit" ("archived_at", "disclosure", "area_id", "zone_id", "organisation_id", "id");

CREATE UNIQUE INDEX "visit_sent_once" ON "demands_visit" ("visitor_id", "submission") WHERE NOT ("submission" = '');

CREATE UNIQUE INDEX "work_log_counted_once" ON "programmes_worklog" ("chain") WHERE "state" = 'counted';

CREATE INDEX "work_log_day" ON "programmes_worklog" ("by_id", "worked_on");

CREATE INDEX "work_log_list" ON "programmes_worklog" ("worked_on" DESC, "id" DESC);

CREATE UNIQUE INDEX "work_log_pending_once" ON "programmes_worklog" ("chain") WHERE "state" IN ('county_approved', 'draft', 'host_confirmed', 'host_disputed', 'returned', 'submitted');

CREATE INDEX "work_log_posting" ON "programmes_worklog" ("posting_id", "state");

CREATE UNIQUE INDEX "work_log_sent_once" ON "programmes_worklog" ("by_id", "submission") WHERE NOT ("submission" = '');

CREATE INDEX "work_log_waiting" ON "programmes_worklog" ("state", "submitted_at");

CREATE INDEX "work_report_area" ON "indicators_workreport" ("area_id", "created_at" DESC);

CREATE INDEX "yield_firm" ON "programmes_yield" ("firm_id", "kind", "state");

CREATE INDEX "yield_list" ON "programmes_yield" ("happened_on" DESC, "id" DESC);

CREATE UNIQUE INDEX "yield_thing_once" ON "programmes_yield" ("kind", "thing") WHERE "state" IN ('entered', 'verified');

CREATE TRIGGER common_auditevent_delete BEFORE DELETE ON common_auditevent WHEN NOT EXISTS (SELECT 1 FROM common_auditpurge WHERE last >= OLD.id) BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER common_auditevent_insert BEFORE INSERT ON common_auditevent WHEN EXISTS (SELECT 1 FROM common_auditevent WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER common_auditevent_update BEFORE UPDATE ON common_auditevent  BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER common_auditpurge_delete BEFORE DELETE ON common_auditpurge  BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER common_auditpurge_insert BEFORE INSERT ON common_auditpurge WHEN EXISTS (SELECT 1 FROM common_auditpurge WHERE id = NEW.id OR last = NEW.last) BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER common_auditpurge_update BEFORE UPDATE ON common_auditpurge  BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER common_auditseal_delete BEFORE DELETE ON common_auditseal  BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER common_auditseal_insert BEFORE INSERT ON common_auditseal WHEN EXISTS (SELECT 1 FROM common_auditseal WHERE id = NEW.id OR first = NEW.first OR last = NEW.last OR previous = NEW.previous OR digest = NEW.digest) BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER common_auditseal_update BEFORE UPDATE ON common_auditseal  BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER demands_demand_counted_delete AFTER DELETE ON demands_demand FOR EACH ROW  BEGIN INSERT INTO demands_passagechange (demand) VALUES (OLD.id); END;

CREATE TRIGGER demands_demand_counted_insert AFTER INSERT ON demands_demand FOR EACH ROW  BEGIN INSERT INTO demands_passagechange (demand) VALUES (NEW.id); END;

CREATE TRIGGER demands_demand_counted_update AFTER UPDATE ON demands_demand FOR EACH ROW WHEN OLD.area_id IS NOT NEW.area_id OR OLD.zone_id IS NOT NEW.zone_id OR OLD.kind IS NOT NEW.kind OR OLD.source IS NOT NEW.source OR OLD.industry IS NOT NEW.industry OR OLD.found_on IS NOT NEW.found_on OR OLD.created_at IS NOT NEW.created_at OR OLD.archived_at IS NOT NEW.archived_at BEGIN INSERT INTO demands_passagechange (demand) VALUES (OLD.id); INSERT INTO demands_passagechange (demand) VALUES (NEW.id); END;

CREATE TRIGGER demands_passage_counted_delete AFTER DELETE ON demands_passage FOR EACH ROW  BEGIN INSERT INTO demands_passagechange (demand) VALUES (OLD.demand_id); END;

CREATE TRIGGER demands_passage_counted_insert AFTER INSERT ON demands_passage FOR EACH ROW  BEGIN INSERT INTO demands_passagechange (demand) VALUES (NEW.demand_id); END;

CREATE TRIGGER demands_passage_counted_update AFTER UPDATE ON demands_passage FOR EACH ROW WHEN OLD.demand_id IS NOT NEW.demand_id OR OLD.verified_on IS NOT NEW.verified_on OR OLD.published_on IS NOT NEW.published_on OR OLD.matched_on IS NOT NEW.matched_on OR OLD.contacted_on IS NOT NEW.contacted_on OR OLD.negotiating_on IS NOT NEW.negotiating_on OR OLD.solving_on IS NOT NEW.solving_on OR OLD.solved_on IS NOT NEW.solved_on OR OLD.unsolved_on IS NOT NEW.unsolved_on OR OLD.reopened_on IS NOT NEW.reopened_on BEGIN INSERT INTO demands_passagechange (demand) VALUES (OLD.demand_id); INSERT INTO demands_passagechange (demand) VALUES (NEW.demand_id); END;

CREATE TRIGGER programmes_ledgerentry_kept_delete BEFORE DELETE ON programmes_ledgerentry FOR EACH ROW WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'what was counted or paid is not changed'); END;

CREATE TRIGGER programmes_ledgerentry_kept_update BEFORE UPDATE ON programmes_ledgerentry FOR EACH ROW WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'what was counted or paid is not changed'); END;

CREATE TRIGGER programmes_worklog_kept_delete BEFORE DELETE ON programmes_worklog FOR EACH ROW WHEN OLD.state IN ('counted', 'corrected') BEGIN SELECT RAISE(ABORT, 'what was counted or paid is not changed'); END;

CREATE TRIGGER programmes_worklog_kept_update BEFORE UPDATE ON programmes_worklog FOR EACH ROW WHEN OLD.state IN ('counted', 'corrected') AND (OLD.posting_id IS NOT NEW.posting_id OR OLD.by_id IS NOT NEW.by_id OR OLD.by_name IS NOT NEW.by_name OR OLD.kind IS NOT NEW.kind OR OLD.worked_on IS NOT NEW.worked_on OR OLD.minutes IS NOT NEW.minutes OR OLD.venue IS NOT NEW.venue OR OLD.title IS NOT NEW.title OR OLD.notes IS NOT NEW.notes OR OLD.chain IS NOT NEW.chain OR OLD.corrects_id IS NOT NEW.corrects_id OR OLD.submitted_at IS NOT NEW.submitted_at OR OLD.contact_id IS NOT NEW.contact_id OR OLD.confirmed_how IS NOT NEW.confirmed_how OR OLD.answered_at IS NOT NEW.answered_at OR OLD.approved_by_id IS NOT NEW.approved_by_id OR OLD.counted_at IS NOT NEW.counted_at OR (OLD.state = 'counted' AND NEW.state NOT IN ('counted', 'corrected')) OR (OLD.state = 'corrected' AND NEW.state NOT IN ('corrected'))) BEGIN SELECT RAISE(ABORT, 'what was counted or paid is not changed'); END;

CREATE TRIGGER programmes_yield_kept_delete BEFORE DELETE ON programmes_yield FOR EACH ROW WHEN OLD.state IN ('verified', 'merged') BEGIN SELECT RAISE(ABORT, 'what was counted or paid is not changed'); END;

CREATE TRIGGER programmes_yield_kept_update BEFORE UPDATE ON programmes_yield FOR EACH ROW WHEN OLD.state IN ('verified', 'merged') AND (OLD.kind IS NOT NEW.kind OR OLD.thing IS NOT NEW.thing OR OLD.number IS NOT NEW.number OR OLD.title IS NOT NEW.title OR OLD.happened_on IS NOT NEW.happened_on OR OLD.persons IS NOT NEW.persons OR OLD.hours IS NOT NEW.hours OR OLD.by_id IS NOT NEW.by_id OR OLD.created_at IS NOT NEW.created_at OR (OLD.state = 'verified' AND NEW.state NOT IN ('verified', 'refused', 'merged')) OR (OLD.state = 'merged' AND NEW.state NOT IN ('merged'))) BEGIN SELECT RAISE(ABORT, 'what was counted or paid is not changed'); END;

